package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.FeatureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place that records come from, as configured. The rest of the pipeline knows no more of it than
 * this; which kinds there are, {@link DataSourceProvider} says. An implementation is a value, and
 * is used by one thread at a time.
 */
public interface DataSource {
  /** The name of a source, unique in a configuration. */
  Field<String> NAME = Field.text("name", null, "what the source is called in reports").mandatory();

  /** The kind of a source. */
  Field<DataSourceProvider> TYPE =
      Field.provider("type", null, DataSourceProvider.ALL, "where it reads from").mandatory();

  /** Whether a run fails without it. */
  Field<Boolean> REQUIRED =
      Field.flag("required", true, "else a run goes on without it, and says so").input();

  /** How long it may take, for kinds that have no such key of their own. */
  Field<Duration> TIMEOUT =
      Field.seconds("timeout", null, 0.001, 86_400, "for all that it gives; default: none").input();

  /** What a name must be. */
  String FILE_NAME =
      "names files: at most 100 letters, digits, blanks, dots, hyphens and underscores,"
          + " a letter or digit first";

  /** The keys of each entry of {@code data_pipeline.data_sources}, beside those of its type. */
  FieldTable FIELDS = FieldTable.of(NAME, TYPE, REQUIRED);

  /** The name in reports, unique in a configuration. */
  String name();

  /** Where it reads from, fit to be shown: without a token, a password or a query. */
  String origin();

  /** What {@link #fetch} gives. */
  LandedSource.Format format();

  /** What parts the cells of CSV; empty when the header line is to tell. */
  default String delimiter() {
    return "";
  }

  /** What its samples are, where the source itself says so: a table's shape tells it. */
  default Optional<FeatureKind> samples() {
    return Optional.empty();
  }

  /** Whether samples share what was recorded, so that only a group may part them. */
  default boolean samplesOverlap() {
    return false;
  }

  /** Whether a run fails when this source does. */
  default boolean isRequired() {
    return true;
  }

  /** How long {@link #fetch} may take; empty when it bounds itself, or has no bound. */
  default Optional<Duration> timeLimit() {
    return Optional.empty();
  }

  /**
   * Tells early that there is nothing to fetch, as far as that costs nothing: a file of this
   * machine that is missing.
   *
   * @throws PipelineException naming the file
   */
  default void requirePresent() {}

  /**
   * Gives all records as one local file in UTF-8: a file that is there already and is only read, or
   * {@code target}. What is written is bounded by the source's own keys, and long work calls {@link
   * RunContext#check()}.
   *
   * @param target a file that does not exist yet, in a folder that is deleted after landing
   * @throws PipelineException if the records cannot be had in full, naming the source
   */
  Path fetch(Path target, RunContext context);

  /**
   * Gives all records as files of one table, as {@link #fetch} does for those that have one file.
   *
   * @param target as for {@link #fetch}; further files are named after it
   */
  default List<Fetched> fetchAll(Path target, RunContext context) {
    return List.of(Fetched.only(fetch(target, context)));
  }

  /**
   * Reads the entries of a configuration; every contradiction is collected.
   *
   * @param base where relative paths are looked up, before the working folder
   */
  static List<DataSource> from(List<Section> entries, Optional<Path> base, Problems problems) {
    Set<String> names = new HashSet<>();
    for (Section entry : entries) {
      if (entry.find(NAME).filter(name -> !names.add(name)).isPresent()) {
        entry.refuse(problems, NAME, "another source has this name");
      }
      if (entry.find(NAME).filter(name -> !isFileName(name)).isPresent()) {
        entry.refuse(problems, NAME, FILE_NAME);
      }
    }
    return entries.stream()
        .filter(entry -> entry.find(NAME).isPresent())
        .flatMap(entry -> entry.find(TYPE).flatMap(t -> make(t, entry, base, problems)).stream())
        .toList();
  }

  /** Whether a name may be part of a file's name on any system. */
  static boolean isFileName(String name) {
    return name.matches("[\\p{L}\\p{N}]([\\p{L}\\p{N} ._-]{0,98}[\\p{L}\\p{N}_-])?");
  }

  private static Optional<DataSource> make(
      DataSourceProvider type, Section entry, Optional<Path> base, Problems problems) {
    if (!entry.isComplete()) {
      return Optional.empty();
    }
    boolean required = entry.get(REQUIRED);
    Optional<Duration> limit =
        type.fields().fields().contains(TIMEOUT) ? entry.find(TIMEOUT) : Optional.empty();
    return type.source(entry, base, problems)
        .map(s -> required && limit.isEmpty() ? s : new LimitedSource(s, required, limit));
  }
}
