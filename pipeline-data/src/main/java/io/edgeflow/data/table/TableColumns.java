package io.edgeflow.data.table;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of the collected table.
 *
 * @param features the feature columns in order
 * @param target what holds the truth
 * @param extra the columns of the table that are neither
 * @param ignored columns that a source may hold besides
 * @param closed whether a source may hold no other column
 * @param kept columns whose texts are kept beside, whatever else they are; empty for one that the
 *     source at hand lacks
 * @param channels the columns of a source that the features are from, over and over
 * @param bytes whether each feature is there, and is a whole number from 0 to 255
 */
public record TableColumns(
    List<String> features,
    TargetConfig target,
    Extra extra,
    List<String> ignored,
    boolean closed,
    List<String> kept,
    List<String> channels,
    boolean bytes) {

  /**
   * Columns that are neither features nor truth.
   *
   * @param timestamp the time of a record
   * @param group what it was recorded of; the records of a group stay together
   * @param split the split that it belongs to
   * @param time the time that orders records
   * @param series what a record is one of a series of
   * @param texts which of the features are texts and no numbers
   */
  public record Extra(
      Optional<String> timestamp,
      Optional<String> group,
      Optional<String> split,
      Optional<String> time,
      Optional<String> series,
      List<String> texts) {
    /** None of them. */
    public static final Extra NONE = new Extra(Optional.empty(), Optional.empty());

    /** Copies the list. */
    public Extra {
      texts = List.copyOf(texts);
    }

    /** Without a time and a series, of numbers alone. */
    public Extra(Optional<String> timestamp, Optional<String> group, Optional<String> split) {
      this(timestamp, group, split, Optional.empty(), Optional.empty(), List.of());
    }

    /** Of a split alone. */
    public Extra(Optional<String> group, Optional<String> split) {
      this(Optional.empty(), group, split);
    }

    /** All of them that there are, without features. */
    public List<String> names() {
      return Stream.of(timestamp, group, split, time, series).flatMap(Optional::stream).toList();
    }
  }

  /** Copies the lists. */
  public TableColumns {
    features = List.copyOf(features);
    ignored = List.copyOf(ignored);
    kept = List.copyOf(kept);
    channels = List.copyOf(channels);
    TextFeatures.require(features, extra.texts());
  }

  /** Without texts that are kept; each feature is a column of its own. */
  public TableColumns(
      List<String> features,
      TargetConfig target,
      Extra extra,
      List<String> ignored,
      boolean closed) {
    this(features, target, extra, ignored, closed, List.of(), features, false);
  }

  /** The same, which keeps the texts of some columns. */
  TableColumns keeping(List<String> columns) {
    return new TableColumns(features, target, extra, ignored, closed, columns, channels, bytes);
  }

  /** The same with features of another kind. */
  TableColumns ofBytes(boolean whether) {
    return new TableColumns(features, target, extra, ignored, closed, kept, channels, whether);
  }

  /** The same for a source that has these columns. */
  TableColumns in(String source, Set<String> names) {
    List<String> there = kept.stream().map(column -> names.contains(column) ? column : "").toList();
    return new TableColumns(
        features, target.in(source), extra, ignored, closed, there, channels, bytes);
  }

  /** The same with the features of several rows. */
  TableColumns repeated(int rows) {
    return new TableColumns(
        TableWindows.names(channels, rows), target, extra, ignored, closed, kept, channels, bytes);
  }

  /** The column of a source that a feature is from, which counts from 0. */
  public String channel(int feature) {
    return channels.get(feature % channels.size());
  }

  /** Of a first source with these columns. */
  static TableColumns of(FeatureConfig config, Extra extra, List<String> found) {
    if (!config.columns().isEmpty()) {
      return new TableColumns(config.columns(), config.target(), extra, List.of(), false);
    }
    Set<String> others = new HashSet<>(config.target().columns());
    others.addAll(extra.names());
    Set<String> ignored = new TreeSet<>(config.ignore());
    ignored.addAll(config.personal().columns().keySet());
    others.addAll(ignored);
    List<String> features = found.stream().filter(c -> !others.contains(c)).toList();
    return new TableColumns(features, config.target(), extra, List.copyOf(ignored), true);
  }

  /**
   * The features that a name stands for: one of them, {@code *} every one (told by an empty list),
   * {@code c0} those of the first channel where there are too many for columns.
   *
   * @param channels the size of a record's last axis
   */
  public Optional<List<String>> features(String name, int channels) {
    if (name.equals("*")) {
      return Optional.of(List.of());
    }
    if (features.contains(name)) {
      return Optional.of(List.of(name));
    }
    return featureSql().isNarrow()
        ? Optional.empty()
        : IntStream.range(0, Math.min(channels, features.size()))
            .filter(channel -> name.equals("c" + channel))
            .mapToObj(
                channel ->
                    IntStream.iterate(channel, i -> i < features.size(), i -> i + channels)
                        .mapToObj(features::get)
                        .toList())
            .findFirst();
  }

  /** SQL for the features. */
  public FeatureSql featureSql() {
    return new FeatureSql(features.size(), bytes);
  }

  /** Whether a source may hold such a column. */
  boolean allows(String column) {
    return !closed || ignored.contains(column) || kept.contains(column) || all().contains(column);
  }

  /** A piece of SQL for each text that is kept, which count from 1. */
  String eachKept(String form) {
    return IntStream.rangeClosed(1, kept.size())
        .mapToObj(form::formatted)
        .collect(Collectors.joining());
  }

  /** The names of all of them. */
  Set<String> all() {
    Set<String> all = new HashSet<>(features);
    all.addAll(target.columns());
    all.addAll(extra.names());
    return all;
  }
}
