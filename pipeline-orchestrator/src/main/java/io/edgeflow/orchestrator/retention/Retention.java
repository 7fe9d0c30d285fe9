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
 */
public record Retention(int runs, Optional<Integer> days, Optional<Double> maxGb) {
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

  /** The keys of the section {@code workflow.retention}. */
  public static final FieldTable FIELDS = FieldTable.of(RUNS, DAYS, MAX_GB);

  /** Checks the limits. */
  public Retention {
    if (runs < 1
        || days.filter(d -> d < 1).isPresent()
        || maxGb.filter(gb -> !(gb > 0)).isPresent()) {
      throw new IllegalArgumentException("Not a retention: " + runs + " " + days + " " + maxGb);
    }
  }

  /** Fifty runs of any age and size. */
  public static Retention defaults() {
    return from(FIELDS.defaults());
  }

  /** Reads the section. */
  public static Retention from(Section section) {
    return new Retention(section.get(RUNS), section.find(DAYS), section.find(MAX_GB));
  }

  /** The same with another number of runs. */
  public Retention withRuns(int number) {
    return new Retention(number, days, maxGb);
  }

  /** The same with another budget, in units of 2^30 bytes. */
  public Retention withMaxGb(double gb) {
    return new Retention(runs, days, Optional.of(gb));
  }

  /** The budget in bytes; empty: no limit. */
  Optional<Long> maxBytes() {
    return maxGb.map(gb -> (long) (gb * GB));
  }
}
