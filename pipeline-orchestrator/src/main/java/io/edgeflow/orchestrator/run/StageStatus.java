package io.edgeflow.orchestrator.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The status of a stage as run.json names it. */
public enum StageStatus {
  /** It ran to its end; its gate is judged apart. */
  SUCCEEDED,
  /** Its output came from the cache. */
  CACHED,
  /** It ended with an error. */
  FAILED,
  /** It was not reached or not asked for. */
  SKIPPED;

  /** The id in run.json. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
