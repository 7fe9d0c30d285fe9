package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a step may take and how often it is tried.
 *
 * @param timeout asked at each batch and request; empty for no limit
 * @param retries after a failure; a gate that blocks is none
 */
public record StepLimits(Optional<Duration> timeout, int retries) {
  /** The step's name. */
  public static final Field<String> STEP = Field.text("step", null, "the step's name").mandatory();

  /** How long it may take. */
  public static final Field<Duration> TIMEOUT =
      Field.seconds("timeout", null, 0.001, 1e8, "how long it may take; default: no limit");

  /** How often it is tried again. */
  public static final Field<Integer> RETRIES =
      Field.integer("retries", 0, 0, 100, "how often it is tried again when it fails");

  /** The keys of an item of {@code workflow.limits}. */
  public static final FieldTable FIELDS = FieldTable.of(STEP, TIMEOUT, RETRIES);

  /** No timeout, no retry. */
  public static final StepLimits NONE = new StepLimits(Optional.empty(), 0);

  static StepLimits from(Section entry) {
    return new StepLimits(entry.find(TIMEOUT), entry.get(RETRIES));
  }
}
