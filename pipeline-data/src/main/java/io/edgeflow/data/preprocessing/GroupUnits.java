package io.edgeflow.data.preprocessing;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;

/**
 * The SQL table {@code units (twin, unit)}: rows of one group are of one unit, and so are groups
 * that share equal rows, however many others lie between them. A unit is the least of its groups'
 * numbers, found by handing smaller numbers on until nothing changes.
 */
final class GroupUnits {
  private static final int MOST_TRIES = 64;
  private static final long MOST_OFFERS = 1 << 18;
  private static final String SMALLER =
      """
      SELECT grp, MIN(least) AS smaller FROM shared JOIN (
        SELECT twin, MIN(unit) AS least FROM shared JOIN grouped USING (grp) GROUP BY twin)
      USING (twin) GROUP BY grp
      """;

  private final DataEngine engine;

  GroupUnits(DataEngine engine) {
    this.engine = engine;
  }

  void create() {
    engine.execute(
        """
        CREATE TABLE grouped AS SELECT grp, row_number() OVER (ORDER BY grp) AS unit
        FROM (SELECT DISTINCT grp FROM valid)
        """);
    engine.execute("CREATE TABLE members AS SELECT DISTINCT twin, grp FROM valid");
    engine.execute(
        """
        CREATE TABLE shared AS SELECT twin, grp FROM members
        WHERE twin IN (SELECT twin FROM members GROUP BY twin HAVING COUNT(*) > 1)
        """);
    while (changes() > 0) {
      engine.execute(
          """
          UPDATE grouped SET unit = smaller FROM (%s) AS found
          WHERE grouped.grp = found.grp AND smaller < grouped.unit
          """
              .formatted(SMALLER));
    }
    engine.execute(
        """
        CREATE TABLE units AS SELECT twin, MIN(unit) AS unit
        FROM members JOIN grouped USING (grp) GROUP BY twin
        """);
  }

  private long changes() {
    return engine.count(
        "SELECT COUNT(*) FROM (" + SMALLER + ") JOIN grouped USING (grp) WHERE smaller < unit");
  }

  /** How many draws are worth a try: fewer the more units there are, since chance levels them. */
  static int tries(DataEngine engine) {
    long units = Math.max(1, engine.count("SELECT COUNT(DISTINCT unit) FROM units"));
    return (int) Math.max(1, Math.min(MOST_TRIES, MOST_OFFERS / units));
  }

  /**
   * The draw of the table {@code offers} with the fewest classes missing in a split; of those the
   * one with the least sum over classes and splits of {@code (share - wanted)² / wanted}, in whole
   * millionths, so that the order of addition does not decide.
   */
  static long best(DataEngine engine, SplitConfig shares) {
    double[] wanted = {shares.train(), shares.validation(), shares.test()};
    StringBuilder missing = new StringBuilder();
    StringBuilder distance = new StringBuilder();
    for (int split = 0; split < wanted.length; split++) {
      String plus = split == 0 ? "" : " + ";
      missing.append(plus).append("CAST(n%d = 0 AS INTEGER)".formatted(split));
      distance
          .append(plus)
          .append(
              "pow(n%1$d / total - %2$s, 2) / %2$s".formatted(split, Sql.number(wanted[split])));
    }
    return engine.count(
        """
        SELECT attempt FROM (
          SELECT attempt, SUM(%1$s) AS missing, SUM(CAST(1e6 * (%2$s) AS BIGINT)) AS distance
          FROM (SELECT attempt, class, SUM(n) AS total, %3$s FROM offers JOIN (
              SELECT unit, class, COUNT(*) AS n FROM valid JOIN units USING (twin)
              GROUP BY unit, class) USING (unit) GROUP BY attempt, class)
          GROUP BY attempt)
        ORDER BY missing, distance, attempt LIMIT 1
        """
            .formatted(
                missing,
                distance,
                "SUM(CASE WHEN split = 0 THEN n ELSE 0 END) AS n0,"
                    + " SUM(CASE WHEN split = 1 THEN n ELSE 0 END) AS n1,"
                    + " SUM(CASE WHEN split = 2 THEN n ELSE 0 END) AS n2"));
  }
}
