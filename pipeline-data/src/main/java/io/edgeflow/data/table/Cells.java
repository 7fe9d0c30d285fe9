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

  /** Whether these doubles are numbers that 32-bit floats can hold, written as decimal ones. */
  String plain(List<String> columns);
}
