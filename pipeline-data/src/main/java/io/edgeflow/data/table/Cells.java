package io.edgeflow.data.table;

import java.util.List;

/** SQL for the cells of the record at hand. */
public interface Cells {
  /** The text of a column's cell, trimmed; null when it is missing. */
  String text(String column);

  /** A list of the texts of some columns; a number has the form that its source gives numbers. */
  String list(List<String> columns);

  /** The same as doubles by DuckDB's cast: null, or with nulls, where one is no number. */
  String doubles(List<String> columns);

  /** Whether the doubles in {@code fast} are decimal numbers that 32-bit floats can hold. */
  default String plain(List<String> columns) {
    return "list_count(fast) = len(fast) AND list_min(fast) >= -%1$s AND list_max(fast) <= %1$s"
        .formatted(RowSql.MOST);
  }

  /**
   * A query for what {@code records} gives and the features of some columns. Plain numbers take
   * DuckDB's cast, which is much faster than a look at each cell and gives the same.
   */
  default String features(FeatureSql features, List<String> columns, String records) {
    String listed =
        """
        SELECT *, CASE WHEN %s THEN fast ELSE %s END AS v FROM (SELECT *, %s AS fast FROM (%s))
        """
            .formatted(plain(columns), CellText.numbers(list(columns)), doubles(columns), records);
    return features.isNarrow()
        ? "SELECT *, " + features.each("v[%1$d] AS f%1$d", ", ") + " FROM (" + listed + ")"
        : listed;
  }
}
