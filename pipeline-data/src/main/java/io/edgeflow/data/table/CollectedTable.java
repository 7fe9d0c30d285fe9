package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All collected records in the SQL table {@code rows}, with no record left out:
 *
 * <ul>
 *   <li>{@code source} counts the sources from 0; {@code record} counts a source's records from 1;
 *   <li>{@code raw} is the record's text;
 *   <li>{@code fault} says why the record could not be taken apart, and is null when it could;
 *   <li>{@code label} is null when empty;
 *   <li>{@code stamp} is the time in seconds since 1970; null when empty, NaN when unreadable;
 *   <li>{@code v} is the list of feature values as double; null when empty, NaN when not a number;
 *   <li>{@code twin} is equal for rows with equal {@code v}.
 * </ul>
 *
 * The view {@code cells} has one row a feature cell of every record without fault: {@code source,
 * record, position} (from 1) and {@code value}.
 */
public final class CollectedTable {
  private final DataEngine engine;
  private final TableColumns columns;
  private final List<String> sources;
  private final long rows;

  private CollectedTable(DataEngine engine, TableColumns columns, List<String> sources) {
    this.engine = engine;
    this.columns = columns;
    this.sources = List.copyOf(sources);
    this.rows = engine.count("SELECT COUNT(*) FROM rows");
  }

  /**
   * Loads all sources.
   *
   * @param file gives the file of a landed source
   * @throws PipelineException if a source is no table at all, lacks a column, or if there is no
   *     record
   */
  public static CollectedTable load(
      DataEngine engine,
      List<LandedSource> sources,
      Function<LandedSource, Path> file,
      FeatureConfig features,
      Optional<String> timestamp) {
    createTables(engine);
    List<RecordReader> readers =
        sources.stream().map(s -> RecordReader.of(engine, s, file.apply(s))).toList();
    TableColumns columns = columns(readers.get(0), features, timestamp);
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).load(columns, i);
    }
    List<String> names = sources.stream().map(LandedSource::name).toList();
    CollectedTable table = new CollectedTable(engine, columns, names);
    if (table.rows == 0) {
      throw PipelineException.failed("The data sources hold no record")
          .where("data_pipeline.data_sources")
          .remedy("check the sources " + names)
          .build();
    }
    return table;
  }

  private static void createTables(DataEngine engine) {
    engine.execute(
        """
        CREATE TABLE rows (source INTEGER, record BIGINT, raw VARCHAR, fault VARCHAR, label VARCHAR,
          stamp DOUBLE, v DOUBLE[], twin UBIGINT)
        """);
    engine.execute(
        """
        CREATE VIEW cells AS
        SELECT source, record, generate_subscripts(v, 1) AS position, unnest(v) AS value
        FROM rows WHERE fault IS NULL
        """);
  }

  private static TableColumns columns(
      RecordReader first, FeatureConfig features, Optional<String> timestamp) {
    if (!features.columns().isEmpty()) {
      return new TableColumns(features.columns(), features.label(), timestamp, false);
    }
    List<String> others =
        first.columns().stream()
            .filter(c -> !c.equals(features.label()))
            .filter(c -> timestamp.filter(c::equals).isEmpty())
            .toList();
    return new TableColumns(others, features.label(), timestamp, true);
  }

  /** The engine that holds the table. */
  public DataEngine engine() {
    return engine;
  }

  /** Its columns. */
  public TableColumns columns() {
    return columns;
  }

  /** The number of records. */
  public long rows() {
    return rows;
  }

  /** An SQL expression for the name of the source whose number {@code column} holds. */
  public String sourceName(String column) {
    return Sql.texts(sources) + "[" + column + " + 1]";
  }
}
