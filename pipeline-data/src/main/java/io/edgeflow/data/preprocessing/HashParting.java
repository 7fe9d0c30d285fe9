package io.edgeflow.data.preprocessing;

import io.edgeflow.core.sample.Target;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.quality.Parting;

/**
 * A row, or a whole group, goes where its own hash says, and so to no other split because of
 * others, but for the company of an anomaly, which is in test with its group. Shares come out
 * nearly as wanted, the nearer the more rows or groups there are.
 */
record HashParting(SplitConfig config, Target target, long seed) implements Parting {
  private static final String HASHES = "CAST(18446744073709551616 AS DOUBLE)";

  @Override
  public void part(DataEngine engine) {
    String unit = config.group().isPresent() ? "grp" : "twin";
    engine.execute(
        "CREATE TABLE apart AS SELECT DISTINCT %s AS unit FROM judged WHERE reason IS NULL AND %s"
            .formatted(unit, Dealing.of(target).testOnly("class")));
    String place = "hash(hash(undealt." + unit + ", " + seed + ")) / " + HASHES;
    engine.execute("ALTER VIEW truths RENAME TO undealt");
    engine.execute(
        """
        CREATE VIEW truths AS SELECT undealt.* REPLACE (CASE WHEN apart.unit IS NOT NULL THEN 'test'
            WHEN %1$s < %2$s THEN 'train' WHEN %1$s < %3$s THEN 'validation' ELSE 'test' END AS part)
        FROM undealt LEFT JOIN apart ON apart.unit = undealt.%4$s
        """
            .formatted(
                place,
                Sql.number(config.train()),
                Sql.number(config.train() + config.validation()),
                unit));
  }
}
