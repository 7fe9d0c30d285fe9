package io.edgeflow.data.personal;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.RowAppender;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.personal.PersonalColumns.Given;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites Parquet by SQL, on one thread, which keeps the order. The key passes by a table, so that
 * no statement, which an error would show, holds it.
 */
final class ParquetRewriter {
  private static final double[] NONE = {};

  private ParquetRewriter() {}

  static void rewrite(Given given, Path file, Path target, int memoryMb) {
    try (WorkFolder folder = WorkFolder.in(given.context().artifacts());
        DataEngine engine = DataEngine.duckDb(folder, memoryMb, 1)) {
      List<String> columns = columns(given, engine, file);
      given.requireAll(columns);
      engine.execute(
          "CREATE TABLE keyed (n BIGINT, inner_pad VARCHAR, outer_pad VARCHAR, rest DOUBLE[])");
      try (RowAppender key = engine.appender("keyed")) {
        key.row(1, List.of(given.hash().inner(), given.hash().outer()), NONE);
      }
      engine.execute(
          "COPY (SELECT %s FROM read_parquet(%s) AS p, keyed) TO %s (FORMAT parquet)"
              .formatted(kept(given, columns), Sql.text(file), Sql.text(target)));
    }
  }

  private static List<String> columns(Given given, DataEngine engine, Path file) {
    List<String> columns = new ArrayList<>();
    try {
      engine.query(
          "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(" + Sql.text(file) + "))",
          row -> columns.add(String.valueOf(row.text(1))));
    } catch (PipelineException e) {
      throw given
          .failed("is no Parquet file that can be read")
          .remedy("write it anew")
          .cause(e)
          .build();
    }
    return columns;
  }

  private static String kept(Given given, List<String> columns) {
    List<String> kept = new ArrayList<>();
    for (String column : columns) {
      String name = '"' + column.replace("\"", "\"\"") + '"';
      if (!given.isPersonal(column)) {
        kept.add("p." + name);
      } else if (!given.isDropped(column)) {
        kept.add(hash("nullif(trim(CAST(p." + name + " AS VARCHAR)), '')") + " AS " + name);
      }
    }
    return String.join(", ", kept);
  }

  /** HMAC spelt out: H(outer, H(inner, text)). */
  private static String hash(String text) {
    return "sha256(unhex(outer_pad) || unhex(sha256(unhex(inner_pad) || encode(" + text + "))))";
  }
}
