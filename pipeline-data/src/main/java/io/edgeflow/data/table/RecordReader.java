package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes the records of one landed file apart, by SQL. */
interface RecordReader {
  /** The columns that the file itself names, in order. */
  List<String> columns();

  /** The names of all columns of the file, of those too that only a few records have. */
  Set<String> names();

  /** Whether each feature of each record is there, and is a whole number from 0 to 255. */
  default boolean holdsBytes() {
    return false;
  }

  /**
   * A query for the file's records as {@code collected} has them, where the file is as quickly read
   * over and over as a table; empty where its records are to be loaded.
   */
  default Optional<String> inPlace(TableColumns columns, int source) {
    return Optional.empty();
  }

  /** Refuses a file that is read in place and cannot be read. */
  default void requireReadable() {}

  /** Adds the file's records to {@code collected}. */
  void load(TableColumns columns, int source);

  /**
   * Adds the texts that {@code rows} lacks of records that are {@code judged} invalid.
   *
   * @param table has the columns {@code source, record, raw}
   */
  void texts(String table, int source);

  static RecordReader of(DataEngine engine, LandedSource source, Path file, List<Integer> shape) {
    return switch (source.format()) {
      case CSV -> CsvReader.open(engine, source, file);
      case JSON -> JsonReader.open(engine, source, file);
      case PARQUET -> new ParquetReader(engine, source, file);
      case ARCHIVE -> new ArchiveReader(engine, source, file, shape);
    };
  }

  /** Refuses a table that lacks a column, or has one that is neither wanted nor ignored. */
  static void requireColumns(LandedSource source, List<String> found, TableColumns columns) {
    TreeSet<String> missing = new TreeSet<>(columns.all());
    found.forEach(missing::remove);
    source.cells().keySet().stream()
        .filter(cell -> !columns.features().contains(cell))
        .forEach(missing::remove);
    List<String> extra = found.stream().filter(c -> !columns.allows(c)).toList();
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw failed(source, "has other columns than expected")
          .found("without " + missing + ", also " + extra)
          .remedy("correct the header, or name the columns in data_pipeline.features")
          .build();
    }
  }

  /** Refuses files of one table whose columns differ; each of JSON's records may have others. */
  static void requireAgreement(List<LandedSource> sources, List<RecordReader> readers) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      LandedSource source = sources.get(i);
      Integer other = first.putIfAbsent(source.source(), i);
      if (other != null && source.format() != LandedSource.Format.JSON) {
        Set<String> wanted = new TreeSet<>(readers.get(other).columns());
        Set<String> found = new TreeSet<>(readers.get(i).columns());
        if (!found.equals(wanted)) {
          throw failed(source, "has files with different columns")
              .found(found + " in " + source.name())
              .limit(wanted + " in " + sources.get(other).name())
              .remedy("make them the same, or two sources")
              .build();
        }
      }
    }
  }

  static PipelineException.Builder failed(LandedSource source, String what) {
    return PipelineException.failed("The source \"" + source.name() + "\" " + what)
        .where(source.origin());
  }
}
