package io.edgeflow.data.quality;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.FeatureSql;

/**
 * The SQL table {@code extents} with one row: how many records are readable ({@code n}), and of
 * each feature {@code i} that is a column how many cells are filled ({@code n1}), their mean
 * ({@code m1}), the least ({@code l1}) and the greatest ({@code h1}), which is NaN where any is.
 */
final class Extents {
  private Extents() {}

  static void create(DataEngine engine, FeatureSql features) {
    engine.execute(
        "CREATE TABLE extents AS SELECT COUNT(*) AS n, "
            + features.each(
                "COUNT(f%1$d) AS n%1$d, AVG(f%1$d) AS m%1$d, MIN(f%1$d) AS l%1$d, MAX(f%1$d) AS h%1$d",
                ", ")
            + " FROM collected WHERE fault IS NULL");
  }

  /** Whether any cell is no number. */
  static boolean holdNan(DataEngine engine, FeatureSql features) {
    String any = features.each("coalesce(isnan(h%d), false)", " OR ");
    return engine.count("SELECT COUNT(*) FROM extents WHERE " + any) > 0;
  }

  /**
   * Whether every feature of every readable record is there and within the table {@code bounds}.
   */
  static boolean areWithinBounds(DataEngine engine, FeatureSql features) {
    return engine.count(
            """
            SELECT COUNT(*) FROM (SELECT n, unnest([%s]) AS filled, unnest([%s]) AS bottom,
                unnest([%s]) AS top, unnest(lows) AS low, unnest(highs) AS high,
                unnest(leasts) AS least, unnest(mosts) AS most FROM extents, bounds)
            WHERE filled < n OR bottom < greatest(low, least) OR top > least(high, most)
            """
                .formatted(
                    features.each("n%d", ", "),
                    features.each("l%d", ", "),
                    features.each("h%d", ", ")))
        == 0;
  }
}
