package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.StoredNumbers;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.DataEngine.RowReader;
import io.edgeflow.data.engine.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals the valid rows of the SQL tables {@code rows} and {@code judged} to the three splits, in an
 * order drawn by the seed: class by class where there are classes. Rows with equal features (twins)
 * stay together, so that no test row is known from training, and so do the rows of a group. Rows
 * that stay together with an anomaly are test rows. Groups are few and of many sizes, so that one
 * draw may leave a class out of a split: of several draws the best is taken. A draw depends on the
 * seed and on what a row or a group holds, never on where it stands or on the number of threads: of
 * the rows at hand, one more moves at most two a class to another split, those at its borders.
 */
final class RowSplitter {
  private final DataEngine engine;
  private final Dealing dealing;

  RowSplitter(DataEngine engine, SplitConfig config, Target target, long seed) {
    this.engine = engine;
    this.dealing = Dealing.of(target);
    engine.execute(
        """
        CREATE VIEW valid AS SELECT rows.source, rows.record, class, grp, part, twin, truth, v
        FROM rows JOIN judged USING (source, record) WHERE reason IS NULL
        """);
    engine.execute(
        """
        CREATE TABLE twins AS SELECT twin, %s AS draw, COUNT(*) AS n,
          MIN(class) AS class, MAX(class) AS highest, MIN(part) AS part, MIN(grp) AS grp
        FROM valid GROUP BY twin
        """
            .formatted(draw("twin", seed)));
    if (config.column().isPresent()) {
      asGiven();
    } else if (config.group().isPresent()) {
      new GroupUnits(engine).create();
      dealGroups(config, seed);
    } else {
      dealRows(config);
    }
    engine.execute(
        """
        CREATE TABLE drawn AS SELECT split, class, truth, CAST(v AS FLOAT[]) AS v
        FROM valid JOIN dealt USING (twin) ORDER BY split, draw, source, record
        """);
  }

  private void asGiven() {
    engine.execute(
        """
        CREATE TABLE dealt AS SELECT twin, draw,
          list_position(['train', 'validation', 'test'], part) - 1 AS split FROM twins
        """);
  }

  private void dealRows(SplitConfig shares) {
    String parcels =
        "SELECT twin AS unit, n, draw AS first, %s AS stratum, %s AS kept FROM twins"
            .formatted(dealing.stratum(), dealing.testOnly());
    engine.execute(
        "CREATE TABLE dealt AS SELECT unit AS twin, draw, split FROM "
            + offers(shares, parcels, 1));
  }

  private void dealGroups(SplitConfig shares, long seed) {
    String parcels =
        """
        SELECT unit, n, %s AS first, 0 AS stratum, %s AS kept FROM (
          SELECT unit, SUM(n) AS n, MAX(highest) AS highest, MIN(grp) AS name
          FROM twins JOIN units USING (twin) GROUP BY unit)
        """
            .formatted(draw("name", seed), dealing.testOnly());
    int tries = GroupUnits.tries(engine);
    engine.execute("CREATE TABLE offers AS SELECT * FROM " + offers(shares, parcels, tries));
    engine.execute(
        """
        CREATE TABLE dealt AS SELECT twin, twins.draw, split FROM offers
        JOIN units USING (unit) JOIN twins USING (twin) WHERE attempt = %d
        """
            .formatted(tries == 1 ? 0 : GroupUnits.best(engine, shares)));
  }

  /** Each attempt deals the units of a stratum in an order of its own. */
  private static String offers(SplitConfig shares, String parcels, int tries) {
    return """
        (SELECT attempt, unit, draw, CASE WHEN kept THEN 2
            WHEN middle < %3$s * total THEN 0 WHEN middle < %4$s * total THEN 1 ELSE 2 END AS split
        FROM (SELECT *, SUM(n) OVER (PARTITION BY attempt, stratum, kept) AS total,
            SUM(n) OVER (PARTITION BY attempt, stratum, kept ORDER BY draw
              ROWS UNBOUNDED PRECEDING) - n / 2 AS middle
          FROM (SELECT *, CASE attempt WHEN 0 THEN first ELSE hash(hash(first, attempt)) END AS draw
            FROM (%1$s), range(%2$d) AS attempts (attempt))))
        """
        .formatted(
            parcels,
            tries,
            Sql.number(shares.train()),
            Sql.number(shares.train() + shares.validation()));
  }

  /** Hashed twice: once would give the draws of two seeds nearly the same order. */
  private static String draw(String what, long seed) {
    return "hash(hash(" + what + ", " + seed + "))";
  }

  /** The smallest element type that holds every feature of every valid row. */
  ElementType stored() {
    List<ElementType> found = new ArrayList<>();
    engine.query(
        """
        SELECT CAST(coalesce(BOOL_AND(whole), false) AS INTEGER), MIN(least), MAX(greatest)
        FROM facts JOIN judged USING (source, record) WHERE judged.reason IS NULL
        """,
        row ->
            found.add(StoredNumbers.smallest(row.integer(1) == 1, row.number(2), row.number(3))));
    return found.get(0);
  }

  /** How many rows of each class a split has. */
  List<Long> counts(SplitName split) {
    Long[] counts = new Long[dealing.counts()];
    java.util.Arrays.fill(counts, 0L);
    engine.query(
        "SELECT class, COUNT(*)" + of(split) + " GROUP BY class",
        row -> counts[(int) row.integer(1)] = row.integer(2));
    return List.of(counts);
  }

  /**
   * Streams the features of a split, row by row in the drawn order, one number at a time: a list a
   * row, or a 32-bit float, would be handed over as an object.
   */
  void readFeatures(SplitName split, RowReader reader) {
    engine.query("SELECT CAST(unnest(v) AS DOUBLE)" + of(split), reader);
  }

  /** Streams class and truth of the rows of a split in the drawn order. */
  void readTruths(SplitName split, RowReader reader) {
    engine.query("SELECT class, truth" + of(split), reader);
  }

  /** A table keeps the order in which it was filled. */
  private static String of(SplitName split) {
    return " FROM drawn WHERE split = " + split.number();
  }
}
