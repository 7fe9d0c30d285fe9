package io.edgeflow.data.table;

import java.util.List;
import java.util.Optional;

/** The statement that adds the records of one source to {@code rows}. */
final class RowSql {
  static final String MOST = "CAST('" + (double) Float.MAX_VALUE + "' AS DOUBLE)";

  private RowSql() {}

  /**
   * The statement. Records of plain numbers take DuckDB's cast, which is much faster than a look at
   * each cell and gives the same.
   *
   * @param records a query that gives {@code record, raw, fault} and what {@code cells} needs
   */
  static String insert(int source, TableColumns columns, Cells cells, String records) {
    List<String> features = columns.features();
    return """
        INSERT INTO rows SELECT source, record, raw, fault, label, truth, grp, part, stamp, v,
          hash(CAST(v AS FLOAT[]))
        FROM (
          SELECT %1$d AS source, record, raw, fault, %2$s AS label, %3$s AS truth, %4$s AS grp,
            %5$s AS part, %6$s AS stamp, CASE WHEN %9$s THEN fast ELSE %7$s END AS v
          FROM (SELECT *, %8$s AS fast, %10$s AS size FROM (%11$s)))
        """
        .formatted(
            source,
            columns.target().label(cells),
            columns.target().truth(cells),
            text(columns.extra().group(), cells),
            text(columns.extra().split(), cells),
            columns.extra().timestamp().map(c -> CellText.seconds(cells.text(c))).orElse("NULL"),
            CellText.numbers(cells.list(features)),
            cells.doubles(features),
            cells.plain(features),
            cells.size(features),
            records);
  }

  private static String text(Optional<String> column, Cells cells) {
    return column.map(c -> CellText.label(cells.text(c))).orElse("NULL");
  }
}
