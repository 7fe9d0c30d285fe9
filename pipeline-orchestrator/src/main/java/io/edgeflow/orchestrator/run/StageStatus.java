package io.edgeflow.orchestrator.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a stage, in the words of run.json. */
public enum StageStatus {
  /** It ran to its end; its gate is judged apart. */
  SUCCEEDED,
  /** Its output came from the cache. */
  CACHED,
  /** It ended with an error. */
  FAILED,
  /** It was not reached or not asked for. */
  SKIPPED;

  /** The word in run.json. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
