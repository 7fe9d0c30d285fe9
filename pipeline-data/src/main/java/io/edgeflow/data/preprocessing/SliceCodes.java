package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.SliceFiles;
import io.edgeflow.core.dataset.SliceFiles.SliceColumn;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.CollectedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What dealt rows are told apart by, as SQL that gives a number for each of some columns: the place
 * of the cell among those that the column has, in the order of their characters, or -1 where it is
 * missing. A column of many numbers is cut at its quartiles.
 */
final class SliceCodes {
  private static final int MOST_VALUES = 100;

  /** Numbers beyond these are rather measured than named. */
  private static final int MOST_NUMBERS = 20;

  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");

  private static final String ROWS = "collected JOIN places USING (source, record)";

  private final DataEngine engine;
  private final List<SliceColumn> columns = new ArrayList<>();
  private final List<String> codes = new ArrayList<>();

  /**
   * Looks at the cells.
   *
   * @param table keeps the texts of the columns, and its engine holds the table {@code places}
   */
  SliceCodes(CollectedTable table, List<String> slices) {
    this.engine = table.engine();
    for (String name : slices) {
      add(name, "x" + (table.columns().kept().indexOf(name) + 1));
    }
  }

  private void add(String name, String cell) {
    List<String> values = new ArrayList<>();
    engine.query(
        "SELECT DISTINCT %1$s FROM %2$s WHERE %1$s IS NOT NULL ORDER BY %1$s LIMIT %3$d"
            .formatted(cell, ROWS, MOST_VALUES + 1),
        row -> values.add(Objects.requireNonNull(row.text(1))));
    boolean measured =
        values.size() > MOST_NUMBERS
            && values.stream().allMatch(value -> NUMBER.matcher(value).matches());
    if (values.size() <= MOST_VALUES && !measured) {
      columns.add(new SliceColumn(name, values));
      codes.add("coalesce(list_position(%s, %s), 0) - 1".formatted(Sql.texts(values), cell));
    } else {
      addQuartiles(name, cell, values.get(0));
    }
  }

  private void addQuartiles(String name, String cell, String example) {
    String number = "TRY_CAST(" + cell + " AS DOUBLE)";
    String texts = "%s IS NOT NULL AND NOT coalesce(isfinite(%s), false)".formatted(cell, number);
    if (engine.count("SELECT COUNT(*) FROM " + ROWS + " WHERE " + texts) > 0) {
      throw PipelineException.config("A column to slice by has too many values")
          .found("more than " + MOST_VALUES + ", among them \"" + example + "\"")
          .limit(MOST_VALUES + ", or numbers alone, which are cut at their quartiles")
          .where("model_training.evaluation.slices, column \"" + name + "\"")
          .remedy("slice by a column of fewer values, such as the kind of a device")
          .build();
    }
    List<Double> cuts = new ArrayList<>();
    engine.query(
        """
        SELECT DISTINCT cut FROM (
          SELECT unnest(quantile_disc(%s, [0.25, 0.5, 0.75])) AS cut FROM %s) ORDER BY cut
        """
            .formatted(number, ROWS),
        row -> cuts.add(row.number(1)));
    StringBuilder code = new StringBuilder("CASE WHEN " + cell + " IS NULL THEN -1");
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      code.append(" WHEN %s <= %s THEN %d".formatted(number, Sql.number(cuts.get(i)), i));
      ranges.add(range(i == 0 ? null : cuts.get(i - 1), cuts.get(i)));
    }
    ranges.add("above " + text(cuts.get(cuts.size() - 1)));
    columns.add(new SliceColumn(name, ranges));
    codes.add(code + " ELSE " + cuts.size() + " END");
  }

  private static String range(@Nullable Double above, double upTo) {
    return above == null ? "up to " + text(upTo) : "above " + text(above) + " to " + text(upTo);
  }

  private static String text(double cut) {
    return cut == Math.rint(cut) && Math.abs(cut) < 1e15
        ? Long.toString((long) cut)
        : String.format(Locale.ROOT, "%.4g", cut);
  }

  /** How many columns there are. */
  int count() {
    return columns.size();
  }

  /** The numbers as columns {@code slice1}, {@code slice2}, … after others. */
  String codes() {
    return IntStream.range(0, codes.size())
        .mapToObj(i -> ", CAST(" + codes.get(i) + " AS FLOAT) AS slice" + (i + 1))
        .collect(Collectors.joining());
  }

  /** The names of those columns. */
  List<String> names() {
    return IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "slice" + i).toList();
  }

  /** The columns with the files of the splits; null where there are none. */
  @Nullable SliceFiles files(List<Artifact> train, List<Artifact> validation, List<Artifact> test) {
    return columns.isEmpty() ? null : new SliceFiles(columns, train, validation, test);
  }
}
