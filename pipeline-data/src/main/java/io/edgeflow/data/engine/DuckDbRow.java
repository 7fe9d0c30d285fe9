package io.edgeflow.data.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The current row of a result set. */
record DuckDbRow(ResultSet rows) implements ResultRow {
  @Override
  public long integer(int column) {
    try {
      long value = rows.getLong(column);
      if (rows.wasNull()) {
        throw new IllegalStateException("Column " + column + " of the result is missing");
      }
      return value;
    } catch (SQLException e) {
      throw DuckDb.refused("read", e);
    }
  }

  @Override
  public double number(int column) {
    try {
      double value = rows.getDouble(column);
      return rows.wasNull() ? Double.NaN : value;
    } catch (SQLException e) {
      throw DuckDb.refused("read", e);
    }
  }

  @Override
  public @Nullable String text(int column) {
    try {
      return rows.getString(column);
    } catch (SQLException e) {
      throw DuckDb.refused("read", e);
    }
  }
}
