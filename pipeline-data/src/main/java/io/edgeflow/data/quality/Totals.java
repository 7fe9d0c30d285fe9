package io.edgeflow.data.quality;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.ResultRow;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over all truths counts, and one over the {@code facts}.
 *
 * @param records all of them
 * @param readable those that could be cut into their columns
 * @param usable readable records with a usable truth
 * @param filled cells of features and truths that are not empty
 * @param formed those of them that are well-formed
 * @param remarkable records with a feature to remark on
 * @param truthFilled cells of the truths of readable records that are not empty
 * @param truthFormed those of them that are well-formed
 */
record Totals(
    long records,
    long readable,
    long usable,
    long filled,
    long formed,
    long remarkable,
    long truthFilled,
    long truthFormed) {
  /**
   * Counts.
   *
   * @param features how many a record has, which all count where nothing is to remark
   */
  static Totals of(DataEngine engine, int features) {
    List<Totals> found = new ArrayList<>();
    engine.query(
        """
        SELECT records, readable, usable,
          CAST(coalesce(filled, 0) + readable * %1$d + less_filled AS BIGINT),
          CAST(coalesce(formed, 0) + readable * %1$d + less_formed AS BIGINT), remarkable,
          CAST(coalesce(truth_filled, 0) AS BIGINT), CAST(coalesce(truth_formed, 0) AS BIGINT)
        FROM (SELECT COUNT(*) AS records, COUNT(*) - COUNT(fault) AS readable,
            COUNT(*) - COUNT(reason) AS usable, SUM(filled) AS filled, SUM(formed) AS formed,
            SUM(filled) FILTER (WHERE fault IS NULL) AS truth_filled,
            SUM(formed) FILTER (WHERE fault IS NULL) AS truth_formed
          FROM truths),
          (SELECT COUNT(*) AS remarkable, coalesce(SUM(filled - %1$d), 0) AS less_filled,
            coalesce(SUM(formed - %1$d), 0) AS less_formed FROM facts)
        """
            .formatted(features),
        row -> found.add(of(row)));
    return found.get(0);
  }

  private static Totals of(ResultRow row) {
    return new Totals(
        row.integer(1),
        row.integer(2),
        row.integer(3),
        row.integer(4),
        row.integer(5),
        row.integer(6),
        row.integer(7),
        row.integer(8));
  }

  /** Whether there is nothing to be said against any record. */
  boolean isClean() {
    return usable == records && remarkable == 0;
  }
}
