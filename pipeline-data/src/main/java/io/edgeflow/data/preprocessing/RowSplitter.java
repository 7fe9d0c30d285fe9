package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.StoredNumbers;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.DataEngine.NumbersReader;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureSql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Deals the valid rows of the SQL tables {@code truths}, {@code rejects} and {@code doubles} to the
 * three splits, in an order drawn by the seed: class by class where there are classes. Rows with
 * equal features (twins) stay together, so that no test row is known from training, and so do the
 * rows of a group. Rows that stay together with an anomaly are test rows. Groups are few and of
 * many sizes, so that one draw may leave a class out of a split: of several draws the best is
 * taken. A draw depends on the seed and on what a row or a group holds, never on where it stands or
 * on the number of threads: of the rows at hand, one more moves at most two a class to another
 * split, those at its borders.
 */
final class RowSplitter {
  /** The columns of a place before its values. */
  private static final int FIXED = 4;

  private final DataEngine engine;
  private final FeatureSql features;
  private final Dealing dealing;

  RowSplitter(CollectedTable table, SplitConfig config, Target target, long seed) {
    this.engine = table.engine();
    this.features = table.columns().featureSql();
    this.dealing = Dealing.of(target, config.stratify());
    engine.execute(
        """
        CREATE TABLE valid AS SELECT source, record, twin, class, part, grp, truth[1] AS value
        FROM truths ANTI JOIN rejects USING (source, record)
        """);
    engine.execute(
        """
        CREATE TABLE twins AS SELECT *, %s AS draw FROM (
          SELECT twin, source, record, 1 AS n, class, class AS highest, part, grp, value
          FROM valid ANTI JOIN doubles USING (twin)
          UNION ALL SELECT twin, NULL, NULL, COUNT(*), MIN(class), MAX(class), MIN(part),
            MIN(grp), MIN(value)
          FROM valid SEMI JOIN doubles USING (twin) GROUP BY twin)
        """
            .formatted(draw("twin", seed)));
    if (config.isGiven()) {
      asGiven();
    } else if (config.group().isPresent()) {
      new GroupUnits(engine).create();
      dealGroups(config, seed);
    } else {
      dealRows(config);
    }
    engine.execute(
        """
        CREATE VIEW places AS SELECT source, record, class, split, draw FROM dealt
        WHERE record IS NOT NULL
        UNION ALL SELECT valid.source, valid.record, valid.class, split, draw
        FROM valid JOIN (SELECT twin, split, draw FROM dealt WHERE record IS NULL) USING (twin)
        """);
  }

  private void asGiven() {
    engine.execute(
        """
        CREATE TABLE dealt AS SELECT twin, source, record, class, draw,
          list_position(['train', 'validation', 'test'], part) - 1 AS split FROM twins
        """);
  }

  private void dealRows(SplitConfig shares) {
    String parcels =
        "SELECT *, twin AS unit, %s AS stratum, %s AS kept FROM twins"
            .formatted(dealing.stratum(), dealing.testOnly("highest"));
    engine.execute(
        "CREATE TABLE dealt AS SELECT twin, source, record, class, draw, split FROM "
            + offers(shares, parcels, 1));
  }

  private void dealGroups(SplitConfig shares, long seed) {
    String parcels =
        """
        SELECT unit, n, %s AS draw, 0 AS stratum, %s AS kept FROM (
          SELECT unit, SUM(n) AS n, MAX(highest) AS highest, MIN(grp) AS name
          FROM twins JOIN units USING (twin) GROUP BY unit)
        """
            .formatted(draw("name", seed), dealing.testOnly("highest"));
    int tries = shares.stratify() == Stratify.CLASSES ? GroupUnits.tries(engine) : 1;
    engine.execute(
        "CREATE TABLE offers AS SELECT attempt, unit, split FROM "
            + offers(shares, parcels, tries));
    engine.execute(
        """
        CREATE TABLE dealt AS SELECT twin, source, record, class, twins.draw, split FROM offers
        JOIN units USING (unit) JOIN twins USING (twin) WHERE attempt = %d
        """
            .formatted(tries == 1 ? 0 : GroupUnits.best(engine, shares)));
  }

  /** Each attempt deals the units of a stratum in an order of its own. */
  private static String offers(SplitConfig shares, String parcels, int tries) {
    return """
        (SELECT *, CASE WHEN stratum < 0 THEN 2 WHEN middle < %3$s * total THEN 0
            WHEN middle < %4$s * total THEN 1 ELSE 2 END AS split
        FROM (SELECT *, SUM(n) OVER (PARTITION BY %5$s) AS total,
            SUM(n) OVER (PARTITION BY %5$s ORDER BY draw
              ROWS UNBOUNDED PRECEDING) - n / 2 AS middle
          FROM (SELECT * REPLACE (CASE WHEN kept THEN -1 ELSE stratum END AS stratum,
              CASE attempt WHEN 0 THEN draw ELSE hash(hash(draw, attempt)) END AS draw)
            FROM (%1$s), (%2$s))))
        """
        .formatted(
            parcels,
            tries == 1 ? "SELECT 0 AS attempt" : "SELECT unnest(range(" + tries + ")) AS attempt",
            Sql.number(shares.train()),
            Sql.number(shares.train() + shares.validation()),
            tries == 1 ? "stratum" : "attempt, stratum");
  }

  /** Hashed twice: once would give the draws of two seeds nearly the same order. */
  private static String draw(String what, long seed) {
    return "hash(hash(" + what + ", " + seed + "))";
  }

  /** How many rows equal another one. */
  long equalRows() {
    return engine.count("SELECT CAST(coalesce(SUM(n), 0) AS BIGINT) FROM twins WHERE n > 1");
  }

  /** How many rows are dealt. */
  long rows() {
    return engine.count("SELECT CAST(coalesce(SUM(n), 0) AS BIGINT) FROM twins");
  }

  /** The smallest element type that holds every feature of every valid row. */
  ElementType stored() {
    String valid = "rows ANTI JOIN rejects USING (source, record)";
    List<ElementType> found = new ArrayList<>();
    if (features.isBytes()) {
      return rows() == 0 ? ElementType.FLOAT32 : ElementType.UINT8;
    }
    if (isWhole("(SELECT unnest(v) AS x FROM " + valid + ")")) {
      engine.query(
          "SELECT MIN(list_min(v)), MAX(list_max(v)) FROM " + valid,
          row -> found.add(StoredNumbers.smallest(true, row.number(1), row.number(2))));
    }
    return found.isEmpty() ? ElementType.FLOAT32 : found.get(0);
  }

  /** The first number that is not whole or missing, which mostly comes soon, ends the search. */
  private boolean isWhole(String values) {
    return engine.count(
            "SELECT COUNT(*) FROM (SELECT 1 FROM "
                + values
                + " WHERE NOT coalesce(x = trunc(x), false) LIMIT 1)")
        == 0;
  }

  /** Whether features are bytes, which SQL does not have: {@link #places} streams the rows. */
  boolean isBytes() {
    return features.isBytes();
  }

  /** Takes where a row stands and where it goes, its class, and what else {@link #read} gives. */
  @FunctionalInterface
  interface PlaceReader {
    /** Takes it. */
    void read(int source, long record, int split, int number, float[] others) throws IOException;
  }

  /** Streams all rows as {@link #read} does, without their features. */
  void places(SliceCodes slices, PlaceReader reader) {
    engine.query(
        """
        SELECT source, record, split, class%s%s FROM collected JOIN places USING (source, record)
        ORDER BY split, draw, source, record
        """
            .formatted(
                IntStream.rangeClosed(1, dealing.values())
                    .mapToObj(", truth[%d]"::formatted)
                    .collect(Collectors.joining()),
                slices.codes()),
        row -> {
          float[] others = new float[dealing.values() + slices.count()];
          for (int i = 0; i < others.length; i++) {
            others[i] = (float) row.number(FIXED + i + 1);
          }
          reader.read(
              (int) row.integer(1),
              row.integer(2),
              (int) row.integer(3),
              (int) row.integer(4),
              others);
        });
  }

  /**
   * Streams all rows, split by split in the drawn order, each as the number of its split, its
   * class, its features, of texts their codes, its values, and what it is told apart by.
   *
   * @param type {@link #stored()}; floats where there are texts
   */
  void read(ElementType type, TextCodes texts, SliceCodes slices, NumbersReader reader) {
    engine.numbers(
        """
        SELECT %s FROM (SELECT CAST(split AS FLOAT) AS place, CAST(class AS FLOAT) AS kind,
            truth, %s%s FROM collected JOIN places USING (source, record)%s
          ORDER BY split, draw, source, record)
        """
            .formatted(
                features.floats(List.of("place", "kind"), dealing.values(), slices.names()),
                texts.isEmpty() ? features.as(type) : texts.floats(),
                slices.codes(),
                texts.joins()),
        2 + features.count() + dealing.values() + slices.count(),
        reader);
  }
}
