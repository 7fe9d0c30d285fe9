package io.edgeflow.data.validation;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.ColumnType;
import io.edgeflow.data.table.TableCell;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked of each row, as SQL for the cells of its columns. */
@FunctionalInterface
interface RowTest {
  /** The SQL of this test, for which tables may be made. */
  Condition on(List<TableCell> cells, DataEngine engine, String scratch);

  /**
   * A question about rows.
   *
   * @param from the rows, with their {@code source} and {@code record}
   * @param counted whether a row is asked
   * @param holds whether the answer is yes; not null where a row is asked
   * @param shown what is shown of a row where it is not
   */
  record Condition(String from, String counted, String holds, String shown) {}

  /** Of cells that are filled. */
  private static RowTest ofFilled(Function<TableCell, String> holds) {
    return (cells, engine, scratch) -> {
      String cell = cells.get(0).cell();
      String sql = "coalesce(" + holds.apply(cells.get(0)) + ", false)";
      return new Condition(Validation.ROWS, cell + " IS NOT NULL", sql, cell);
    };
  }

  static RowTest notNull() {
    return (cells, engine, scratch) ->
        new Condition(Validation.ROWS, "true", cells.get(0).cell() + " IS NOT NULL", "'missing'");
  }

  /** Of a list, its smallest and its largest number; NaN is the largest. */
  static RowTest inRange(double min, double max) {
    RowTest one =
        ofFilled(
            cell ->
                "%1$s >= %2$s AND %1$s <= %3$s"
                    .formatted(number(cell), Sql.number(min), Sql.number(max)));
    return (cells, engine, scratch) ->
        ValidatedColumns.isList(cells.get(0))
            ? new Condition(
                Validation.ROWS,
                "list_count(%s) > 0".formatted(cells.get(0).cell()),
                "list_min(%1$s) >= %2$s AND list_max(%1$s) <= %3$s"
                    .formatted(cells.get(0).cell(), Sql.number(min), Sql.number(max)),
                "concat(list_min(%1$s), ' to ', list_max(%1$s))".formatted(cells.get(0).cell()))
            : one.on(cells, engine, scratch);
  }

  /** Equal as texts, or as numbers where the column holds such. */
  static RowTest inSet(List<String> values) {
    return ofFilled(
        cell -> {
          String texts = values.stream().map(Sql::text).collect(Collectors.joining(", "));
          String equal = text(cell) + " IN (" + texts + ")";
          String numbers =
              values.stream()
                  .flatMap(RowTest::numbers)
                  .map(Sql::number)
                  .collect(Collectors.joining(", "));
          return cell.type().isNumeric() && !numbers.isEmpty()
              ? equal + " OR CAST(" + cell.value() + " AS DOUBLE) IN (" + numbers + ")"
              : equal;
        });
  }

  private static Stream<Double> numbers(String text) {
    return text.matches("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,2})?")
        ? Stream.of(Double.valueOf(text))
        : Stream.empty();
  }

  static RowTest matches(String pattern) {
    return ofFilled(
        cell -> "regexp_full_match(" + text(cell) + ", " + Sql.text(pattern) + ", 's')");
  }

  static RowTest lengthBetween(double fewest, double most) {
    return ofFilled(
        cell ->
            "length(%s) BETWEEN %s AND %s"
                .formatted(text(cell), Sql.number(fewest), Sql.number(most)));
  }

  static RowTest isOf(ColumnType type) {
    return ofFilled(
        cell ->
            cell.type() == ColumnType.NUMBER && type == ColumnType.INTEGER
                ? cell.value() + " = floor(" + cell.value() + ")"
                : cell.value() + " IS NOT NULL");
  }

  static RowTest unique() {
    return (cells, engine, scratch) -> {
      String cell = cells.get(0).cell();
      engine.execute(
          """
          CREATE OR REPLACE TEMP TABLE %1$s AS SELECT value FROM (SELECT %2$s AS value FROM %3$s)
          WHERE value IS NOT NULL GROUP BY value HAVING COUNT(*) > 1
          """
              .formatted(scratch, cell, Validation.ROWS));
      return new Condition(
          Validation.ROWS,
          cell + " IS NOT NULL",
          cell + " NOT IN (SELECT value FROM " + scratch + ")",
          cell);
    };
  }

  /** Not below the value before it in its source. */
  static RowTest increasing() {
    return (cells, engine, scratch) -> {
      String value = ordered(cells.get(0));
      engine.execute(
          """
          CREATE OR REPLACE TEMP TABLE %1$s AS SELECT source, record, value,
            lag(value) OVER (PARTITION BY source ORDER BY record) AS earlier
          FROM (SELECT source, record, %2$s AS value FROM %3$s) WHERE value IS NOT NULL
          """
              .formatted(scratch, value, Validation.ROWS));
      return new Condition(scratch, "earlier IS NOT NULL", "value >= earlier", "value");
    };
  }

  /** Two columns of numbers, of times, or else of texts. */
  static RowTest compares(String operator) {
    return (cells, engine, scratch) -> {
      TableCell first = cells.get(0);
      TableCell second = cells.get(1);
      boolean numeric = first.type().isNumeric() && second.type().isNumeric();
      boolean same = numeric || first.type() == second.type();
      return new Condition(
          Validation.ROWS,
          first.cell() + " IS NOT NULL AND " + second.cell() + " IS NOT NULL",
          "coalesce(%s %s %s, false)"
              .formatted(
                  same ? first.value() : text(first),
                  operator,
                  same ? second.value() : text(second)),
          "concat(%s, ' and ', %s)".formatted(first.cell(), second.cell()));
    };
  }

  /** The cell as a number, null where it is none. */
  static String number(TableCell cell) {
    return cell.type() == ColumnType.NUMBER || cell.type() == ColumnType.INTEGER
        ? cell.value()
        : ColumnType.NUMBER.of(text(cell));
  }

  private static String ordered(TableCell cell) {
    return cell.type() == ColumnType.TIMESTAMP ? cell.value() : number(cell);
  }

  private static String text(TableCell cell) {
    return "CAST(" + cell.cell() + " AS VARCHAR)";
  }
}
