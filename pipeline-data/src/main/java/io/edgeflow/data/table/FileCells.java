package io.edgeflow.data.table;

import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.util.List;
import java.util.Map;

/** Cells of a record, and those that the path of its file gives. */
record FileCells(Map<String, String> texts, Cells cells) implements Cells {
  static Cells of(LandedSource source, Cells cells) {
    return source.cells().isEmpty() ? cells : new FileCells(source.cells(), cells);
  }

  @Override
  public String text(String column) {
    String text = texts.get(column);
    return text == null ? cells.text(column) : "nullif(" + Sql.text(text) + ", '')";
  }

  @Override
  public String list(List<String> columns) {
    return cells.list(columns);
  }

  @Override
  public String doubles(List<String> columns) {
    return cells.doubles(columns);
  }

  @Override
  public String plain(List<String> columns) {
    return cells.plain(columns);
  }

  @Override
  public String features(FeatureSql features, List<String> columns, String records) {
    return cells.features(features, columns, records);
  }
}
