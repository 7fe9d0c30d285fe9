package io.edgeflow.data.quality;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import java.time.Duration;
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
 */
public record QualityConfig(
    Map<Dimension, Double> thresholds,
    Map<Dimension, String> notApplicable,
    Allowance allowInconclusive,
    Optional<String> timestamp,
    Duration maxAge,
    List<DeclaredRange> ranges) {
  private static final List<String> DIMENSIONS =
      Stream.of(Dimension.values()).map(Dimension::id).toList();

  private static final FieldTable THRESHOLDS =
      FieldTable.of(
          threshold(Dimension.COMPLETENESS, 0.95, "non-empty cells / expected cells"),
          threshold(Dimension.CONSISTENCY, 0.90, "rows without contradiction / rows"),
          threshold(Dimension.ACCURACY, 0.95, "rows with plausible values / rows"),
          threshold(Dimension.TIMELINESS, 0.90, "recent rows / rows"),
          threshold(Dimension.VALIDITY, 0.95, "well-formed cells / non-empty cells"));

  /** The keys of {@code data_pipeline.quality}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.section("thresholds", THRESHOLDS, "the least of each dimension that passes")
              .limit(),
          Field.textMap("not_applicable", "dimension: why it has no meaning for this data").limit(),
          Allowance.field(DIMENSIONS),
          Field.text("timestamp", null, "the column with the time of a row, ISO-8601 or seconds"),
          Field.seconds("max_age_s", Duration.ofDays(1), 0.001, 1e10, "how old a timely row may be")
              .limit(),
          Field.sections("ranges", DeclaredRange.FIELDS, "the values that columns may have"));

  /** Copies the collections. */
  public QualityConfig {
    thresholds = Map.copyOf(thresholds);
    notApplicable = Map.copyOf(notApplicable);
    ranges = List.copyOf(ranges);
  }

  /** The usual thresholds, no timestamp, no declared range. */
  public static QualityConfig defaults() {
    return from(FIELDS.defaults(), new Problems());
  }

  /** Reads the section; contradictions are collected. */
  public static QualityConfig from(Section section, Problems problems) {
    Map<Dimension, Double> thresholds = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      thresholds.put(dimension, section.section("thresholds").number(dimension.id()));
    }
    Optional<String> timestamp = section.optionalText("timestamp");
    Map<Dimension, String> notApplicable = notApplicable(section, problems);
    if (timestamp.isPresent() && notApplicable.containsKey(Dimension.TIMELINESS)) {
      section.refuse(problems, "timestamp", "is given, yet timeliness is declared not applicable");
    }
    return new QualityConfig(
        thresholds,
        notApplicable,
        Allowance.from(section),
        timestamp,
        section.duration("max_age_s"),
        section.sections("ranges").stream()
            .flatMap(entry -> DeclaredRange.from(entry, problems).stream())
            .toList());
  }

  /** The least value of a dimension that passes. */
  public double threshold(Dimension dimension) {
    return Objects.requireNonNull(thresholds.get(dimension), dimension.id());
  }

  /** The same, with one more declared range. */
  public QualityConfig withRange(DeclaredRange range) {
    List<DeclaredRange> all = Stream.concat(ranges.stream(), Stream.of(range)).toList();
    return new QualityConfig(thresholds, notApplicable, allowInconclusive, timestamp, maxAge, all);
  }

  /** The same, with a dimension declared to have no meaning for the data. */
  public QualityConfig withNotApplicable(Dimension dimension, String reason) {
    Map<Dimension, String> all = new EnumMap<>(Dimension.class);
    all.putAll(notApplicable);
    all.put(dimension, reason);
    return new QualityConfig(thresholds, all, allowInconclusive, timestamp, maxAge, ranges);
  }

  private static Map<Dimension, String> notApplicable(Section section, Problems problems) {
    Map<Dimension, String> reasons = new EnumMap<>(Dimension.class);
    section
        .textMap("not_applicable")
        .forEach(
            (key, reason) -> {
              Optional<Dimension> dimension = Dimension.of(key);
              if (dimension.isEmpty()) {
                section.refuse(
                    problems,
                    "not_applicable",
                    "\"" + key + "\" is no dimension" + Problems.didYouMean(key, DIMENSIONS));
              } else if (reason.isBlank()) {
                section.refuse(problems, "not_applicable", "give the reason for " + key);
              } else {
                reasons.put(dimension.get(), reason);
              }
            });
    return reasons;
  }

  private static Field<?> threshold(Dimension dimension, double byDefault, String doc) {
    return Field.number(dimension.id(), byDefault, 0, 1, doc).in("ratio");
  }
}
