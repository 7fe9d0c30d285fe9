package io.edgeflow.data.table;

import io.edgeflow.data.engine.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL for the cells of a CSV record whose features were read as doubles, all of which are plain
 * numbers: a statement ends at the first that is none. The others are texts.
 */
final class CsvNumbers implements Cells {
  private final CsvCells cells;
  private final List<String> numbers;
  private boolean askedForTexts;

  /**
   * Of the cells of a record.
   *
   * @param numbers the columns that were read as doubles
   */
  CsvNumbers(CsvCells cells, List<String> numbers) {
    this.cells = cells;
    this.numbers = numbers;
  }

  /** Whether any of the doubles was asked for as a text, which it no longer is. */
  boolean askedForTexts() {
    return askedForTexts;
  }

  @Override
  public String text(String column) {
    askedForTexts |= numbers.contains(column);
    return cells.text(column);
  }

  @Override
  public String list(List<String> columns) {
    askedForTexts |= columns.stream().anyMatch(numbers::contains);
    return cells.list(columns);
  }

  @Override
  public String doubles(List<String> columns) {
    askedForTexts |= columns.stream().anyMatch(numbers::contains);
    return cells.doubles(columns);
  }

  @Override
  public String features(FeatureSql features, List<String> columns, String records) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= columns.size(); i++) {
      values.add(
          "CASE WHEN %1$s BETWEEN -%2$s AND %2$s THEN %1$s ELSE CAST(error(%3$s) AS DOUBLE) END AS f%4$d"
              .formatted(
                  cells.name(columns.get(i - 1)), RowSql.MOST, Sql.text("no plain number"), i));
    }
    return "SELECT *, %s FROM (%s)".formatted(String.join(", ", values), records);
  }
}
