package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The class names, also as the SQL table {@code labels (name, id, why)}; {@code why} says of a
 * label without a number why it is no class.
 */
public final class LabelSet {
  /** The most classes a data set may have. */
  public static final int MAX_LABELS = 10_000;

  private static final int LEAST_A_CLASS = 5;
  private static final int LEAST_FOR_SPLITS = 3;
  private static final int MISTYPED_PARTS = 20;
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d*\\.?\\d+([eE][+-]?\\d+)?");

  private LabelSet() {}

  /**
   * The classes of a label column: the declared labels, or else those that the data holds: as
   * numbers when all are whole numbers, as texts otherwise. Of labels that were not declared, those
   * on one or two records, which cannot be in all three splits, are taken for mistyped and are no
   * classes, as long as that concerns at most one in twenty of the labelled records.
   *
   * @throws PipelineException if the data holds fewer than two or more than {@link #MAX_LABELS}
   */
  public static List<String> resolve(CollectedTable table, String column, List<String> declared) {
    DataEngine engine = table.engine();
    engine.execute("CREATE TABLE labels (name VARCHAR, id INTEGER, why VARCHAR)");
    List<String> names = declared.isEmpty() ? found(table, column) : declared;
    engine.execute(
        IntStream.range(0, names.size())
            .mapToObj(i -> "(" + Sql.text(names.get(i)) + ", " + i + ", NULL)")
            .collect(Collectors.joining(", ", "INSERT INTO labels VALUES ", "")));
    return List.copyOf(names);
  }

  private static List<String> found(CollectedTable table, String column) {
    DataEngine engine = table.engine();
    engine.execute(
        """
        CREATE TABLE label_counts AS SELECT label AS name, COUNT(*) AS n FROM rows
        WHERE fault IS NULL AND label IS NOT NULL GROUP BY label
        """);
    List<String> names = new ArrayList<>();
    engine.query(
        "SELECT name FROM label_counts LIMIT " + (MAX_LABELS + 1),
        row -> names.add(String.valueOf(row.text(1))));
    if (names.size() < 2 || names.size() > MAX_LABELS) {
      throw PipelineException.failed("The label column does not hold classes")
          .found(names.size() > MAX_LABELS ? "more than " + MAX_LABELS + " values" : names)
          .limit("2 to " + MAX_LABELS + " different labels")
          .where("column \"" + column + "\"")
          .remedy(
              "check data_pipeline.features.label, or declare features.labels; for numbers to be"
                  + " predicted set features.target: values")
          .build();
    }
    long labelled = engine.count("SELECT CAST(SUM(n) AS BIGINT) FROM label_counts");
    refuseMeasured(column, names, labelled);
    names.removeAll(mistyped(engine, names.size(), labelled));
    boolean numbers = names.stream().allMatch(name -> name.matches("0|[1-9][0-9]{0,8}"));
    names.sort(numbers ? Comparator.comparingInt(Integer::parseInt) : Comparator.naturalOrder());
    return names;
  }

  private static List<String> mistyped(DataEngine engine, int classes, long labelled) {
    List<String> rare = new ArrayList<>();
    engine.execute(
        """
        INSERT INTO labels SELECT name, NULL, 'is on ' || n || ' of %d' ||
          ' records; declare it in features.labels if it is a class'
        FROM label_counts WHERE n < %d
        """
            .formatted(labelled, LEAST_FOR_SPLITS));
    engine.query("SELECT name FROM labels", row -> rare.add(String.valueOf(row.text(1))));
    long on =
        engine.count(
            "SELECT CAST(coalesce(SUM(n), 0) AS BIGINT) FROM label_counts JOIN labels USING (name)");
    if (on * MISTYPED_PARTS > labelled || classes - rare.size() < 2) {
      engine.execute("DELETE FROM labels");
      return List.of();
    }
    return rare;
  }

  /** Fractions of which most occur only a few times are no classes. */
  private static void refuseMeasured(String column, List<String> names, long labelled) {
    boolean fractions =
        names.stream().allMatch(name -> NUMBER.matcher(name).matches())
            && names.stream().anyMatch(name -> name.contains("."));
    if (fractions && names.size() > labelled / LEAST_A_CLASS) {
      throw PipelineException.failed("The label column holds measured numbers, not classes")
          .found(names.size() + " different numbers in " + labelled + " rows")
          .limit("at least " + LEAST_A_CLASS + " rows a class on average")
          .where("column \"" + column + "\"")
          .remedy(
              "set data_pipeline.features.target: values and values: ["
                  + column
                  + "], or declare features.labels")
          .build();
    }
  }
}
