package io.edgeflow.data.table;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * All collected records, or the windows that their rows are cut into, in the SQL view {@code rows},
 * with none left out:
 *
 * <ul>
 *   <li>{@code source} counts the sources from 0; {@code record} counts a source's records from 1;
 *   <li>{@code raw} is the record's text, or null where {@link #texts} gives it;
 *   <li>{@code fault} says why the record could not be taken apart, and is null when it could;
 *   <li>{@code label} is the name of its class; null when empty, or when the target is no class;
 *   <li>{@code truth} is the list of its other truth as double, as long as the target has columns;
 *       null when empty, NaN when unreadable;
 *   <li>{@code grp} and {@code part} are the texts of its group and its split; null when empty;
 *   <li>{@code stamp} is the time in seconds since 1970; null when empty, NaN when unreadable;
 *   <li>{@code series} is the text of what it is one of a series of; null when empty;
 *   <li>{@code moment} is the time that orders records, as {@code stamp} is, and {@code since} when
 *       what it tells of begins;
 *   <li>{@code nth} of a window counts the rows before its first one, and {@code reach} the rows
 *       after that; a record that is no window has none;
 *   <li>{@code v} is the list of feature values as double; null when empty, NaN when not a number;
 *   <li>{@code twin} is equal for rows with equal {@code v} as 32-bit floats, as rows are stored;
 *   <li>{@code x1}, {@code x2}, … are the texts of the columns that are {@linkplain
 *       TableColumns#kept() kept}; null when empty;
 *   <li>{@code t1}, {@code t2}, … are the features that are texts, which {@code v} has 0 for, and
 *       which {@code twin} is of too; null when empty.
 * </ul>
 *
 * <p>The table {@code collected} below it has the features as {@link FeatureSql} says. Where these
 * are bytes, {@code v} is null until {@link #loadFeatures()}: most of what is asked is known
 * without.
 */
public final class CollectedTable {
  private final DataEngine engine;
  private final TableColumns columns;
  private final List<RecordReader> readers;
  private final List<String> sources;
  private final long rows;
  private boolean loaded;

  private CollectedTable(
      DataEngine engine, TableColumns columns, List<RecordReader> readers, List<String> sources) {
    this.readers = List.copyOf(readers);
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
      TableColumns.Extra extra) {
    return load(engine, sources, file, features, extra, (columns, names) -> List.of());
  }

  /**
   * Loads all sources, and keeps the texts of some of their columns.
   *
   * @param kept gives those columns, by the others and the names of all that any source has; one
   *     that a source lacks is missing in its records
   */
  public static CollectedTable load(
      DataEngine engine,
      List<LandedSource> sources,
      Function<LandedSource, Path> file,
      FeatureConfig features,
      TableColumns.Extra extra,
      BiFunction<TableColumns, Set<String>, List<String>> kept) {
    List<RecordReader> readers =
        sources.stream()
            .map(s -> RecordReader.of(engine, s, file.apply(s), features.shape()))
            .toList();
    List<String> ignored = new ArrayList<>(features.ignore());
    ignored.removeAll(features.personal().dropped());
    refuseUnknown(ignored, readers);
    TableColumns columns = TableColumns.of(features, extra, readers.get(0).columns());
    return load(
        engine,
        sources,
        readers,
        columns.keeping(kept.apply(columns, names(readers))),
        features.window());
  }

  /**
   * Loads one source, whatever its columns are: the samples of an archive are features, and the
   * texts of all other columns are kept.
   *
   * @param shape of a sample; empty where the source says it, or has none
   */
  public static CollectedTable open(
      DataEngine engine, LandedSource source, Path file, List<Integer> shape) {
    RecordReader reader = RecordReader.of(engine, source, file, shape);
    List<String> features =
        source.format() == LandedSource.Format.ARCHIVE ? reader.columns() : List.of();
    Set<String> names = new LinkedHashSet<>(reader.columns());
    names.addAll(new TreeSet<>(reader.names()));
    features.forEach(names::remove);
    TargetConfig none = new SelfConfig(Optional.empty(), 1);
    TableColumns columns =
        new TableColumns(features, none, TableColumns.Extra.NONE, List.of(), false);
    return load(
        engine,
        List.of(source),
        List.of(reader),
        columns.keeping(List.copyOf(names)),
        Optional.empty());
  }

  private static Set<String> names(List<RecordReader> readers) {
    Set<String> names = new TreeSet<>();
    readers.forEach(reader -> names.addAll(reader.names()));
    return names;
  }

  private static CollectedTable load(
      DataEngine engine,
      List<LandedSource> sources,
      List<RecordReader> readers,
      TableColumns wanted,
      Optional<WindowConfig> window) {
    RecordReader.requireAgreement(sources, readers);
    boolean bytes = window.isEmpty() && readers.stream().allMatch(RecordReader::holdsBytes);
    TableColumns columns = wanted.ofBytes(bytes);
    CollectedRecords.create(engine, columns);
    List<TableColumns> asked = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      Set<String> names = columns.kept().isEmpty() ? Set.of() : readers.get(i).names();
      asked.add(columns.in(sources.get(i).name(), names));
    }
    if (window.isPresent() || !CollectedRecords.readInPlace(engine, readers, asked)) {
      for (int i = 0; i < readers.size(); i++) {
        readers.get(i).load(asked.get(i), i);
      }
    }
    List<String> names = sources.stream().map(LandedSource::name).toList();
    TableColumns samples =
        window.map(each -> new TableWindows(engine, columns, each).cut()).orElse(columns);
    CollectedTable table = new CollectedTable(engine, samples, readers, names);
    if (table.rows == 0) {
      throw PipelineException.failed("The data sources hold no record")
          .where("data_pipeline.data_sources")
          .remedy("check the sources " + names)
          .build();
    }
    return table;
  }

  private static void refuseUnknown(List<String> ignored, List<RecordReader> readers) {
    if (ignored.isEmpty()) {
      return;
    }
    Set<String> known = names(readers);
    for (String column : ignored) {
      if (!known.contains(column)) {
        throw PipelineException.config("A column to be ignored is in no source")
            .found(column + Problems.didYouMean(column, known))
            .where("data_pipeline.features.ignore")
            .remedy("correct its name")
            .build();
      }
    }
  }

  /**
   * Does work on the records; when it fails because one of the files cannot be read, says which.
   */
  public <T> T reading(Supplier<T> work) {
    try {
      return work.get();
    } catch (PipelineException e) {
      if (!e.isInterruption()) {
        readers.forEach(RecordReader::requireReadable);
      }
      throw e;
    }
  }

  /** The engine that holds the table. */
  public DataEngine engine() {
    return engine;
  }

  /** Its columns. */
  public TableColumns columns() {
    return columns;
  }

  /** Its columns as typed cells of {@code rows}, but for features that are a list. */
  public List<TableCell> cells() {
    return TableCell.of(engine, columns);
  }

  /** The features of its records where they are bytes, to be closed. */
  public ByteRows bytes() {
    return new ByteRows(engine, columns.features().size());
  }

  /**
   * How often each channel of the features has each value, where they are bytes.
   *
   * @param channels value {@code i} belongs to channel {@code i mod channels}; of one, all do
   */
  public long[][] byteCounts(int channels) {
    return ByteSums.read(engine, channels);
  }

  /** Has {@code v} say the features, which is only needed where they are bytes. */
  public void loadFeatures() {
    if (!columns.featureSql().isBytes() || loaded) {
      return;
    }
    try (ByteRows bytes = bytes()) {
      bytes.load(sources.size());
    }
    engine.execute(
        """
        CREATE OR REPLACE VIEW rows AS SELECT collected.* REPLACE (
          CASE WHEN fault IS NULL THEN CAST(loaded.v AS DOUBLE[]) END AS v)
        FROM collected LEFT JOIN loaded USING (source, record)
        """);
    loaded = true;
  }

  /** The places of the sources, from 0, that hold no record. */
  public List<Integer> empty() {
    Set<Integer> places = new TreeSet<>();
    IntStream.range(0, sources.size()).forEach(places::add);
    engine.query(
        "SELECT DISTINCT source FROM collected", row -> places.remove((int) row.integer(1)));
    return List.copyOf(places);
  }

  /** The number of records. */
  public long rows() {
    return rows;
  }

  /**
   * Makes the SQL table {@code texts (source, record, raw)} of the records that {@code judged} has
   * a reason for and {@code rows} no text: to keep the texts of all records takes as long as to
   * read them.
   */
  public void texts() {
    engine.execute("CREATE TABLE texts (source INTEGER, record BIGINT, raw VARCHAR)");
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).texts("texts", i);
    }
  }

  /** An SQL expression for the name of the source whose number {@code column} holds. */
  public String sourceName(String column) {
    return Sql.texts(sources) + "[" + column + " + 1]";
  }
}
