package io.edgeflow.data.quality;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.data.table.TableColumns;
import io.edgeflow.data.validation.ValidationConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What good data is.
 *
 * @param thresholds the smallest value of each dimension that passes, 0 to 1
 * @param notApplicable dimensions without meaning for the data, with the reason
 * @param allowInconclusive dimensions that need not be measurable
 * @param timestamp the column with the time of a row
 * @param maxAge how old a timely row may be
 * @param ranges the values that columns may have
 * @param validation what must hold of columns and rows: {@code data_pipeline.validation}, a section
 *     of its own
 */
public record QualityConfig(
    Map<Dimension, Double> thresholds,
    Map<Dimension, String> notApplicable,
    Allowance allowInconclusive,
    Optional<String> timestamp,
    Duration maxAge,
    List<DeclaredRange> ranges,
    ValidationConfig validation) {
  private static final List<String> DIMENSIONS =
      Stream.of(Dimension.values()).map(Dimension::id).toList();

  /** The least value of each {@linkplain Dimension#threshold() dimension} that passes. */
  public static final Field<Section> THRESHOLDS =
      Field.section(
              "thresholds",
              FieldTable.of(
                  Stream.of(Dimension.values()).map(Dimension::threshold).toArray(Field<?>[]::new)),
              "the least of each dimension that passes")
          .limit();

  /** Dimensions without meaning for the data, with the reason. */
  public static final Field<Map<String, String>> NOT_APPLICABLE =
      Field.textMap("not_applicable", "dimension: why it has no meaning for this data").limit();

  /** Dimensions that need not be measurable. */
  public static final Field<List<String>> ALLOW_INCONCLUSIVE = Allowance.field(DIMENSIONS);

  /** The column with the time of a row. */
  public static final Field<String> TIMESTAMP =
      Field.text("timestamp", null, "the column with the time of a row, ISO-8601 or seconds");

  /** How old a timely row may be. */
  public static final Field<Duration> MAX_AGE =
      Field.seconds("max_age_s", Duration.ofDays(1), 0.001, 1e10, "how old a timely row may be")
          .limit();

  /** The values that columns may have. */
  public static final Field<List<Section>> RANGES =
      Field.sections("ranges", DeclaredRange.FIELDS, "the values that columns may have");

  /** The keys of {@code data_pipeline.quality}. */
  public static final FieldTable FIELDS =
      FieldTable.of(THRESHOLDS, NOT_APPLICABLE, ALLOW_INCONCLUSIVE, TIMESTAMP, MAX_AGE, RANGES);

  /** Copies the collections. */
  public QualityConfig {
    thresholds = Map.copyOf(thresholds);
    notApplicable = Map.copyOf(notApplicable);
    ranges = List.copyOf(ranges);
  }

  /** Without rules for columns and rows. */
  public QualityConfig(
      Map<Dimension, Double> thresholds,
      Map<Dimension, String> notApplicable,
      Allowance allowInconclusive,
      Optional<String> timestamp,
      Duration maxAge,
      List<DeclaredRange> ranges) {
    this(
        thresholds,
        notApplicable,
        allowInconclusive,
        timestamp,
        maxAge,
        ranges,
        ValidationConfig.none());
  }

  /** The usual thresholds, no timestamp, no declared range. */
  public static QualityConfig defaults() {
    return builder().build();
  }

  /** A builder of the section. */
  public static ConfigBuilder<QualityConfig> builder() {
    return FIELDS.builder(QualityConfig::from);
  }

  /** Reads the section; contradictions are collected. */
  public static QualityConfig from(Section section, Problems problems) {
    Map<Dimension, Double> thresholds = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      thresholds.put(dimension, section.get(THRESHOLDS).get(dimension.threshold()));
    }
    Optional<String> timestamp = section.find(TIMESTAMP);
    Map<Dimension, String> notApplicable = notApplicable(section, problems);
    if (timestamp.isPresent() && notApplicable.containsKey(Dimension.TIMELINESS)) {
      section.refuse(problems, TIMESTAMP, "is given, yet timeliness is declared not applicable");
    }
    return new QualityConfig(
        thresholds,
        notApplicable,
        Allowance.from(section, ALLOW_INCONCLUSIVE),
        timestamp,
        section.get(MAX_AGE),
        section.get(RANGES).stream()
            .flatMap(entry -> DeclaredRange.from(entry, problems).stream())
            .toList());
  }

  /** The same, with what must hold of columns and rows. */
  public QualityConfig withValidation(ValidationConfig rules) {
    return new QualityConfig(
        thresholds, notApplicable, allowInconclusive, timestamp, maxAge, ranges, rules);
  }

  /**
   * The ranges of features, those of {@code validation} too.
   *
   * @param channels the size of a record's last axis
   */
  public List<DeclaredRange> ranges(TableColumns columns, int channels) {
    List<DeclaredRange> all = new ArrayList<>(ranges);
    validation
        .constraints()
        .forEach(
            (name, each) -> {
              if (each.hasRange()) {
                columns
                    .features(name, channels)
                    .ifPresent(found -> all.add(new DeclaredRange(found, each.min(), each.max())));
              }
            });
    return all;
  }

  /** The least value of a dimension that passes. */
  public double threshold(Dimension dimension) {
    return Objects.requireNonNull(thresholds.get(dimension), dimension.id());
  }

  /** The same, with one more declared range. */
  public QualityConfig withRange(DeclaredRange range) {
    List<DeclaredRange> all = Stream.concat(ranges.stream(), Stream.of(range)).toList();
    return new QualityConfig(
        thresholds, notApplicable, allowInconclusive, timestamp, maxAge, all, validation);
  }

  /** The same, with a dimension declared to have no meaning for the data. */
  public QualityConfig withNotApplicable(Dimension dimension, String reason) {
    Map<Dimension, String> all = new EnumMap<>(Dimension.class);
    all.putAll(notApplicable);
    all.put(dimension, reason);
    return new QualityConfig(
        thresholds, all, allowInconclusive, timestamp, maxAge, ranges, validation);
  }

  private static Map<Dimension, String> notApplicable(Section section, Problems problems) {
    Map<Dimension, String> reasons = new EnumMap<>(Dimension.class);
    section
        .get(NOT_APPLICABLE)
        .forEach(
            (key, reason) -> {
              Optional<Dimension> dimension = Dimension.of(key);
              if (dimension.isEmpty()) {
                section.refuse(
                    problems,
                    NOT_APPLICABLE,
                    "\"" + key + "\" is no dimension" + Problems.didYouMean(key, DIMENSIONS));
              } else if (reason.isBlank()) {
                section.refuse(problems, NOT_APPLICABLE, "give the reason for " + key);
              } else {
                reasons.put(dimension.get(), reason);
              }
            });
    return reasons;
  }
}
