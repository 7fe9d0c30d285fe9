package io.edgeflow.data.table;

import java.util.Optional;
import java.util.stream.Collectors;

/** The query for the records of one source as {@code collected} has them. */
final class RowSql {
  static final String MOST = "CAST('" + (double) Float.MAX_VALUE + "' AS DOUBLE)";

  private RowSql() {}

  /** The statement that adds them, see {@link #select}. */
  static String insert(int source, TableColumns columns, Cells cells, String records) {
    return "INSERT INTO collected " + select(source, columns, cells, records);
  }

  /**
   * The query.
   *
   * @param records a query that gives {@code record, raw, fault} and what {@code cells} needs
   */
  static String select(int source, TableColumns columns, Cells cells, String records) {
    FeatureSql features = columns.featureSql();
    return """
        SELECT %d AS source, record, raw, fault, %s AS label, %s AS truth,
          %s AS grp, %s AS part, %s AS stamp, %s AS series, %s AS moment, moment AS since,
          NULL AS nth, 0 AS reach, %s, %s AS twin%s%s FROM (%s)
        """
        .formatted(
            source,
            columns.target().label(cells),
            columns.target().truth(cells),
            text(columns.extra().group(), cells),
            text(columns.extra().split(), cells),
            seconds(columns.extra().timestamp(), cells),
            text(columns.extra().series(), cells),
            seconds(columns.extra().time(), cells),
            TextFeatures.values(columns, cells),
            TextFeatures.twin(columns, cells),
            columns.kept().stream()
                .map(c -> ", " + (c.isEmpty() ? "CAST(NULL AS VARCHAR)" : cells.text(c)))
                .collect(Collectors.joining()),
            TextFeatures.texts(columns, cells),
            cells.features(features, columns.features(), records));
  }

  private static String seconds(Optional<String> column, Cells cells) {
    return column.map(c -> CellText.seconds(cells.text(c))).orElse("NULL");
  }

  private static String text(Optional<String> column, Cells cells) {
    return column.map(cells::text).orElse("NULL");
  }
}
