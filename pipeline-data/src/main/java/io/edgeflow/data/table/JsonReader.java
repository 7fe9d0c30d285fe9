package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON document that is an array of records, or an object with such an array under {@code
 * records}. A number must be a JSON number: {@code "5"} is not one.
 */
final class JsonReader implements RecordReader {
  private final DataEngine engine;
  private final LandedSource source;
  private final String records;

  private JsonReader(DataEngine engine, LandedSource source, String records) {
    this.engine = engine;
    this.source = source;
    this.records = records;
  }

  static JsonReader open(DataEngine engine, LandedSource source, Path file) {
    TextForm.check(source, file);
    TextForm.requireUtf8(source, file);
    String content = "read_text(" + Sql.text(file) + ")";
    String where =
        "(SELECT generate_subscripts(found, 1) AS record, unnest(found) AS r FROM "
            + "(SELECT json_extract(content, '%s[*]') AS found FROM "
            + content
            + "))";
    return switch (form(engine, content)) {
      case "array" -> new JsonReader(engine, source, where.formatted("$"));
      case "records" -> new JsonReader(engine, source, where.formatted("$.records"));
      case "other" ->
          throw RecordReader.failed(source, "answered with JSON of another form")
              .limit("an array of records, or {\"records\": […]}")
              .remedy("check the endpoint")
              .build();
      default -> throw notJson(source).build();
    };
  }

  private static String form(DataEngine engine, String content) {
    List<String> found = new ArrayList<>();
    String sql =
        """
        CREATE OR REPLACE TABLE form AS SELECT CASE
            WHEN NOT json_valid(content) THEN 'broken'
            WHEN json_type(content) = 'ARRAY' THEN 'array'
            WHEN json_type(content, '/records') = 'ARRAY' THEN 'records'
            ELSE 'other' END AS form FROM %s
        """
            .formatted(content);
    engine.execute(sql);
    engine.query("SELECT form FROM form", row -> found.add(String.valueOf(row.text(1))));
    return found.get(0);
  }

  private static PipelineException.Builder notJson(LandedSource source) {
    return RecordReader.failed(source, "did not answer with JSON").remedy("check the endpoint");
  }

  /** Those of more than half of the records, in the order of the record with the most of them. */
  @Override
  public List<String> columns() {
    List<String> keys =
        keys(
            """
            , common AS (SELECT key FROM cells GROUP BY key HAVING 2 * COUNT(DISTINCT record)
              > (SELECT COUNT(*) FROM objects)),
            fullest AS (SELECT record FROM cells JOIN common USING (key) GROUP BY record
              ORDER BY COUNT(*) DESC, record LIMIT 1)
            SELECT key FROM common LEFT JOIN (
              SELECT key, place FROM cells JOIN fullest USING (record)) USING (key)
            ORDER BY place, key
            """);
    if (keys.isEmpty()) {
      throw RecordReader.failed(source, "has no keys that more than half of its records share")
          .remedy("name them in data_pipeline.features.columns")
          .build();
    }
    return keys;
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(keys("SELECT DISTINCT key FROM cells"));
  }

  private List<String> keys(String query) {
    List<String> keys = new ArrayList<>();
    String cells =
        """
        WITH objects AS (SELECT record, json_keys(r) AS keys FROM %s
          WHERE json_type(r) = 'OBJECT'),
        cells AS (SELECT record, generate_subscripts(keys, 1) AS place, unnest(keys) AS key
          FROM objects)
        """
            .formatted(records);
    engine.query(cells + query, row -> keys.add(String.valueOf(row.text(1))));
    return keys;
  }

  @Override
  public void load(TableColumns columns, int number) {
    String found =
        "SELECT record, CAST(r AS VARCHAR) AS raw, r, " + fault(columns) + " AS fault FROM ";
    engine.execute(
        RowSql.insert(number, columns, FileCells.of(source, new JsonCells()), found + records));
  }

  /** They are there already. */
  @Override
  public void texts(String table, int number) {}

  private static Set<String> allowed(TableColumns columns) {
    Set<String> allowed = new TreeSet<>(columns.all());
    allowed.addAll(columns.ignored());
    allowed.addAll(columns.kept());
    return allowed;
  }

  private static String fault(TableColumns columns) {
    String unknown =
        "list_filter(json_keys(r), lambda k: NOT list_contains("
            + Sql.texts(allowed(columns))
            + ", k))";
    String closed =
        columns.closed()
            ? "WHEN len(" + unknown + ") > 0 THEN 'has the unknown key ' || (" + unknown + ")[1]"
            : "";
    return "CASE WHEN json_type(r) <> 'OBJECT' THEN 'is not an object' " + closed + " END";
  }

  /** Cells by their key; numbers keep their JSON form. */
  private static final class JsonCells implements Cells {
    @Override
    public String text(String column) {
      return "nullif(trim(json_extract_string(r, " + Sql.text(pointer(column)) + ")), '')";
    }

    @Override
    public String list(List<String> columns) {
      return "list_transform(CAST(json_extract(CASE WHEN fault IS NULL THEN r END, "
          + Sql.texts(columns.stream().map(JsonCells::pointer).toList())
          + ") AS VARCHAR[]), lambda x: nullif(x, 'null'))";
    }

    @Override
    public String doubles(List<String> columns) {
      return "TRY_CAST(" + list(columns) + " AS DOUBLE[])";
    }

    private static String pointer(String key) {
      return "/" + key.replace("~", "~0").replace("/", "~1");
    }
  }
}
