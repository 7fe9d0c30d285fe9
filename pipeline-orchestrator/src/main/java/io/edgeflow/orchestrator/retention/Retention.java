package io.edgeflow.orchestrator.retention;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.util.Optional;

/**
 * How much a workspace keeps. The newest run stays whatever this says.
 *
 * @param runs how many runs stay, at least 1
 * @param days runs that began longer ago go; empty: age alone removes none
 * @param maxGb the oldest runs go until runs, journals, cache and artifacts fit, in units of 2^30
 *     bytes; empty: no limit
 * @param dataDays data that no run has used since goes, though runs that stay name it; empty: it
 *     stays as long as they do
 */
public record Retention(
    int runs, Optional<Integer> days, Optional<Double> maxGb, Optional<Integer> dataDays) {
  private static final int MOST = 1_000_000;
  private static final double GB = 1L << 30;

  /** How many runs stay. */
  public static final Field<Integer> RUNS =
      Field.integer("runs", 50, 1, MOST, "how many runs edgeflow gc leaves");

  /** How old a run may be. */
  public static final Field<Integer> DAYS =
      Field.integer("days", null, 1, MOST, "edgeflow gc removes older runs; default: none");

  /** What it all may take. */
  public static final Field<Double> MAX_GB =
      Field.number("max_gb", null, 0.001, MOST, "what edgeflow gc makes it fit; default: any");

  /** How long data may lie unused. */
  public static final Field<Integer> DATA_DAYS =
      Field.integer(
          "data_days",
          null,
          1,
          MOST,
          "edgeflow gc deletes data that no run has used since; default: with its runs");

  /** The keys of the section {@code workflow.retention}. */
  public static final FieldTable FIELDS = FieldTable.of(RUNS, DAYS, MAX_GB, DATA_DAYS);

  /** Checks the limits. */
  public Retention {
    if (runs < 1
        || days.filter(d -> d < 1).isPresent()
        || maxGb.filter(gb -> !(gb > 0)).isPresent()
        || dataDays.filter(d -> d < 1).isPresent()) {
      throw new IllegalArgumentException("Not a retention: " + words());
    }
  }

  /** Fifty runs of any age and size. */
  public static Retention defaults() {
    return from(FIELDS.defaults());
  }

  /** Reads the section. */
  public static Retention from(Section section) {
    return new Retention(
        section.get(RUNS), section.find(DAYS), section.find(MAX_GB), section.find(DATA_DAYS));
  }

  /** The same with another number of runs. */
  public Retention withRuns(int number) {
    return new Retention(number, days, maxGb, dataDays);
  }

  /** The same with another budget, in units of 2^30 bytes. */
  public Retention withMaxGb(double gb) {
    return new Retention(runs, days, Optional.of(gb), dataDays);
  }

  /** The same with data that goes when no run has used it for so many days. */
  public Retention withDataDays(int number) {
    return new Retention(runs, days, maxGb, Optional.of(number));
  }

  /** Its limits, for people. */
  String words() {
    return "runs %d, days %s, max_gb %s, data_days %s"
        .formatted(runs, word(days), word(maxGb), word(dataDays));
  }

  private static String word(Optional<?> limit) {
    return limit.map(String::valueOf).orElse("any");
  }

  /** The budget in bytes; empty: no limit. */
  Optional<Long> maxBytes() {
    return maxGb.map(gb -> (long) (gb * GB));
  }
}
