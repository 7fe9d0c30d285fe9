package io.edgeflow.data.table;

import java.util.List;

/** SQL for the cells of the record at hand. */
public interface Cells {
  /** The text of a column's cell; null when it is empty. */
  String text(String column);

  /** A list of the texts of some columns; a number has the form that its source gives numbers. */
  String list(List<String> columns);

  /** The same as doubles by DuckDB's cast: null, or with nulls, where one is no number. */
  String doubles(List<String> columns);

  /** What {@link #plain} calls {@code size}. */
  default String size(List<String> columns) {
    return "NULL";
  }

  /** Whether the doubles in {@code fast} are decimal numbers that 32-bit floats can hold. */
  default String plain(List<String> columns) {
    return "list_count(fast) = len(fast) AND list_min(fast) >= -%1$s AND list_max(fast) <= %1$s"
        .formatted(RowSql.MOST);
  }
}
