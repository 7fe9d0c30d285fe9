package io.edgeflow.data.quality;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.FeatureSql;

/**
 * Queries for the mean and the population deviation of the numbers of each channel: {@code channel,
 * mean, deviation}.
 */
final class Spread {
  /** Gives no channel. */
  static final String NONE =
      "SELECT 0 AS channel, CAST(0 AS DOUBLE) AS mean, CAST(0 AS DOUBLE) AS deviation WHERE false";

  private static final String OF_BYTES =
      """
      SELECT channel, mean, sqrt(greatest(squared - mean * mean, 0)) AS deviation FROM (
        SELECT channel, SUM(total) / SUM(n) AS mean, SUM(squares) / SUM(n) AS squared
        FROM sums GROUP BY channel)
      """;

  private Spread() {}

  static String of(DataEngine engine, FeatureSql features, int channels) {
    if (features.isBytes()) {
      return OF_BYTES;
    }
    return features.isNarrow()
        ? ofColumns(features, channels, Extents.holdNan(engine, features))
        : """
          SELECT (position - 1) %% %d AS channel, AVG(value) AS mean,
            STDDEV_POP(value) AS deviation
          FROM (SELECT generate_subscripts(v, 1) AS position, unnest(v) AS value
            FROM rows WHERE fault IS NULL)
          WHERE NOT isnan(value) GROUP BY channel
          """
            .formatted(channels);
  }

  /**
   * Means first and mean squares about them after, in a quarter of the time of Welford's division
   * for each number; then the columns of a channel are put together. The means are those of {@link
   * Extents}, as long as every cell is a number.
   */
  private static String ofColumns(FeatureSql features, int channels, boolean nan) {
    String cells = nan ? features.each("nullif(f%1$d, 'nan') AS f%1$d", ", ") : "*";
    return """
        WITH cells AS NOT MATERIALIZED (SELECT %s FROM collected WHERE fault IS NULL),
        means AS (SELECT %s FROM %s),
        squares AS (SELECT unnest([%s]) AS n, unnest([%s]) AS middle, unnest([%s]) AS square,
          generate_subscripts([%s], 1) AS position FROM cells, means),
        parts AS (SELECT *, (position - 1) %% %d AS channel FROM squares WHERE n > 0),
        whole AS (SELECT channel, SUM(n * middle) / SUM(n) AS mean FROM parts GROUP BY channel)
        SELECT channel, mean, sqrt(SUM(n * (square + pow(middle - mean, 2))) / SUM(n)) AS deviation
        FROM parts JOIN whole USING (channel) GROUP BY channel, mean
        """
        .formatted(
            cells,
            features.each(nan ? "AVG(f%1$d) AS m%1$d" : "m%1$d", ", "),
            nan ? "cells" : "extents",
            features.each("COUNT(f%d)", ", "),
            features.each("ANY_VALUE(m%d)", ", "),
            features.each("AVG((f%1$d - m%1$d) * (f%1$d - m%1$d))", ", "),
            features.each("%d", ", "),
            channels);
  }
}
