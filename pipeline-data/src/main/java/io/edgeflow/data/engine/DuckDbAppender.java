package io.edgeflow.data.engine;

import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/** Appends by DuckDB's own appender. */
final class DuckDbAppender implements RowAppender {
  private final DuckDBAppender appender;

  DuckDbAppender(DuckDBAppender appender) {
    this.appender = appender;
  }

  @Override
  public void row(long number, List<String> texts, double[] values) {
    try {
      begin(number, texts);
      appender.append(values.length == 0 ? null : values);
      appender.endRow();
    } catch (SQLException e) {
      throw DuckDb.refused("append a row", e);
    }
  }

  @Override
  public void row(long number, List<String> texts, short[] values, long last) {
    try {
      begin(number, texts);
      appender.append(values.length == 0 ? null : values);
      appender.append(last);
      appender.endRow();
    } catch (SQLException e) {
      throw DuckDb.refused("append a row", e);
    }
  }

  @Override
  public void row(long number, List<String> texts, long last) {
    try {
      begin(number, texts);
      appender.append(last);
      appender.endRow();
    } catch (SQLException e) {
      throw DuckDb.refused("append a row", e);
    }
  }

  @Override
  public void row(long number) {
    try {
      begin(number, List.of());
      appender.endRow();
    } catch (SQLException e) {
      throw DuckDb.refused("append a row", e);
    }
  }

  private void begin(long number, List<String> texts) throws SQLException {
    appender.beginRow();
    appender.append(number);
    for (String text : texts) {
      appender.append(text.isEmpty() ? null : text);
    }
  }

  @Override
  public void close() {
    try {
      appender.close();
    } catch (SQLException e) {
      throw DuckDb.refused("append rows", e);
    }
  }
}
