package io.edgeflow.data.preprocessing;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Deals valid rows to the three splits, class by class, in an order drawn by the seed. Rows with
 * equal features and equal label stay together, so that no test row is known from training. Neither
 * the split nor the order in it depends on the number of threads.
 */
final class RowSplitter {
  private final DataEngine engine;

  /** Takes one row; the features hold NaN where missing. */
  @FunctionalInterface
  interface LabelledRowReader {
    void read(float[] values, int label) throws IOException;
  }

  RowSplitter(DataEngine engine, Path validRows, SplitConfig shares, long seed) {
    this.engine = engine;
    engine.execute("CREATE VIEW valid AS FROM read_parquet(" + Sql.text(validRows) + ")");
    engine.execute(
        """
        CREATE TABLE twins AS SELECT label, twin, COUNT(*) AS n,
          md5(concat_ws(':', %d, MIN(source * 1000000000000 + record))) AS draw
        FROM valid GROUP BY label, twin
        """
            .formatted(seed));
    engine.execute(
        """
        CREATE TABLE dealt AS SELECT label, twin, draw, n,
          CASE WHEN middle < %s * total THEN 0 WHEN middle < %s * total THEN 1 ELSE 2 END AS split
        FROM (SELECT *, SUM(n) OVER (PARTITION BY label) AS total,
            SUM(n) OVER (PARTITION BY label ORDER BY draw ROWS UNBOUNDED PRECEDING) - n / 2
              AS middle FROM twins)
        """
            .formatted(
                Sql.number(shares.train()), Sql.number(shares.train() + shares.validation())));
  }

  /**
   * Checks that every split has a row of every class.
   *
   * @throws PipelineException naming the first class that is too small
   */
  void check(List<String> labels) {
    long[][] found = new long[labels.size()][SplitName.values().length];
    engine.query(
        "SELECT label, split, CAST(SUM(n) AS BIGINT) FROM dealt GROUP BY label, split",
        row -> found[(int) row.integer(1)][(int) row.integer(2)] = row.integer(3));
    for (int label = 0; label < found.length; label++) {
      for (SplitName split : SplitName.values()) {
        if (found[label][split.number()] == 0) {
          throw tooFew(
              labels.get(label), split, List.of(found[label][0], found[label][1], found[label][2]));
        }
      }
    }
  }

  private static PipelineException tooFew(String label, SplitName split, List<Long> found) {
    return PipelineException.failed(
            "The class \""
                + label
                + "\" has too few different valid rows: none is left for the "
                + split.id()
                + " split")
        .found(found + " rows in train, validation and test")
        .limit("at least 1 in each; with the default shares that takes 5 different rows")
        .where("data_pipeline.split")
        .remedy("collect more rows of this class, read the quarantine file, or change the shares")
        .build();
  }

  /** The number of rows of a split. */
  long rows(SplitName split) {
    return engine.count(
        "SELECT CAST(coalesce(SUM(n), 0) AS BIGINT) FROM dealt WHERE split = " + split.number());
  }

  /** Streams the rows of a split in the drawn order. */
  void read(SplitName split, LabelledRowReader reader) {
    engine.query(
        """
        SELECT valid.v, valid.label FROM valid JOIN dealt USING (label, twin)
        WHERE split = %d ORDER BY draw, source, record
        """
            .formatted(split.number()),
        row -> reader.read(row.floats(1), (int) row.integer(2)));
  }
}
