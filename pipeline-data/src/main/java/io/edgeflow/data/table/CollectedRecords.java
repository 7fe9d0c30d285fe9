package io.edgeflow.data.table;

import io.edgeflow.data.engine.DataEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What holds the records of a {@link CollectedTable}, by the name {@code collected}: a table, or a
 * view over the landed files where these are as quickly read.
 */
final class CollectedRecords {
  private CollectedRecords() {}

  /** Makes the table and the view, without a row. */
  static void create(DataEngine engine, TableColumns columns) {
    FeatureSql features = columns.featureSql();
    engine.execute(
        """
        CREATE TABLE collected (source INTEGER, record BIGINT, raw VARCHAR, fault VARCHAR,
          label VARCHAR, truth DOUBLE[], grp VARCHAR, part VARCHAR, stamp DOUBLE, series VARCHAR,
          moment DOUBLE, since DOUBLE, nth BIGINT, reach INTEGER, %s, twin UBIGINT%s%s)
        """
            .formatted(
                features.declared(),
                columns.eachKept(", x%d VARCHAR"),
                TextFeatures.declared(columns)));
    ByteSums.create(engine);
    createRows(engine, features);
  }

  /** Puts a view over the files in the place of the table, if all are as quickly read as it. */
  static boolean readInPlace(
      DataEngine engine, List<RecordReader> readers, List<TableColumns> columns) {
    List<String> queries = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).inPlace(columns.get(i), i).ifPresent(queries::add);
    }
    if (queries.size() < readers.size()) {
      return false;
    }
    List<String> names = new ArrayList<>();
    List<String> casts = new ArrayList<>();
    engine.query(
        "SELECT column_name, column_type FROM (DESCRIBE collected)",
        row -> {
          names.add(String.valueOf(row.text(1)));
          casts.add("CAST(%1$s AS %2$s) AS %1$s".formatted(row.text(1), row.text(2)));
        });
    String select = "SELECT " + String.join(", ", casts) + " FROM (";
    String named = ") AS records(" + String.join(", ", names) + ")";
    engine.execute("DROP VIEW rows");
    engine.execute("DROP TABLE collected");
    engine.execute(
        queries.stream()
            .map(query -> select + query + named)
            .collect(Collectors.joining(" UNION ALL ", "CREATE VIEW collected AS ", "")));
    createRows(engine, columns.get(0).featureSql());
    return true;
  }

  private static void createRows(DataEngine engine, FeatureSql features) {
    engine.execute("CREATE VIEW rows AS SELECT " + features.view() + " FROM collected");
  }
}
