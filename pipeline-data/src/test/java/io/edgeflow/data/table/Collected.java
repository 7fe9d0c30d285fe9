package io.edgeflow.data.table;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.source.LandedSource;
import io.edgeflow.data.source.LandedSource.Format;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** A collected table made from texts, for tests. */
public final class Collected implements AutoCloseable {
  private final ArtifactStore store;
  private final WorkFolder folder;
  private final DataEngine engine;
  private final List<LandedSource> sources = new ArrayList<>();

  public Collected(Path temp) {
    store = new ArtifactStore(temp);
    folder = WorkFolder.in(store);
    engine = DataEngine.duckDb(folder, 512, 2);
  }

  public Collected csv(String name, String... lines) {
    return bytes(name, Format.CSV, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  public Collected json(String name, String text) {
    return bytes(name, Format.JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  public Collected bytes(String name, Format format, byte[] bytes) {
    sources.add(new LandedSource(name, format, name + " origin", "", store.put(name, bytes)));
    return this;
  }

  public CollectedTable load() {
    return load(FeatureConfig.defaults());
  }

  public CollectedTable load(FeatureConfig features) {
    return load(features, TableColumns.Extra.NONE);
  }

  public CollectedTable load(FeatureConfig features, TableColumns.Extra extra) {
    return CollectedTable.load(
        engine, sources, source -> store.open(source.raw()), features, extra);
  }

  /** The same, which keeps the texts of some columns. */
  public CollectedTable load(
      FeatureConfig features,
      TableColumns.Extra extra,
      BiFunction<TableColumns, Set<String>, List<String>> kept) {
    return CollectedTable.load(
        engine, sources, source -> store.open(source.raw()), features, extra, kept);
  }

  /** The one source, whatever its columns are. */
  public CollectedTable open() {
    LandedSource source = sources.get(0);
    return CollectedTable.open(engine, source, store.open(source.raw()), List.of());
  }

  public DataEngine engine() {
    return engine;
  }

  public ArtifactStore store() {
    return store;
  }

  public WorkFolder folder() {
    return folder;
  }

  /** The rows of a query, columns joined by a bar. */
  public List<String> rows(String sql, int columns) {
    List<String> rows = new ArrayList<>();
    engine.query(
        sql,
        row -> {
          StringBuilder line = new StringBuilder();
          for (int i = 1; i <= columns; i++) {
            line.append(i == 1 ? "" : "|").append(row.text(i));
          }
          rows.add(line.toString());
        });
    return rows;
  }

  @Override
  public void close() {
    engine.close();
    folder.close();
  }
}
