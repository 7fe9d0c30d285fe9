package io.edgeflow.data.finding;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.util.Optional;

/**
 * What counts as near, and what may be found.
 *
 * @param distance how many of 64 bits may differ between images that are near to each other
 * @param maxOverlap the largest share of validation and test images with a near one in train that
 *     passes; empty: they are told of and judged by nobody
 * @param maxDrift the largest Kolmogorov-Smirnov statistic against the previous data version that
 *     passes; empty likewise
 */
public record FindingConfig(int distance, Optional<Double> maxOverlap, Optional<Double> maxDrift) {
  private static final int MOST_BITS = 16;

  /** How many bits may differ. */
  public static final Field<Integer> DISTANCE =
      Field.integer(
              "near_duplicate_distance",
              2,
              0,
              MOST_BITS,
              "images are near when at most so many bits of their difference hashes differ")
          .in("bits");

  /** How many images of validation and test may be near to one of train. */
  public static final Field<Double> MAX_OVERLAP =
      Field.number(
              "max_split_overlap",
              null,
              0,
              1,
              "share of validation and test images with a near one in train; default: a notice")
          .in("ratio")
          .limit();

  /** How far data may drift. */
  public static final Field<Double> MAX_DRIFT =
      Field.number(
              "max_data_drift",
              null,
              0,
              1,
              "Kolmogorov-Smirnov statistic against the previous data version; default: a notice")
          .in("ratio")
          .limit();

  /** The keys of {@code data_pipeline.findings}. */
  public static final FieldTable FIELDS = FieldTable.of(DISTANCE, MAX_OVERLAP, MAX_DRIFT);

  /** Two bits, and no limit. */
  public static FindingConfig defaults() {
    return from(FIELDS.defaults());
  }

  /** Reads the section. */
  public static FindingConfig from(Section section) {
    return new FindingConfig(
        section.get(DISTANCE), section.find(MAX_OVERLAP), section.find(MAX_DRIFT));
  }
}
