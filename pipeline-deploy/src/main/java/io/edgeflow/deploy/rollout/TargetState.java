package io.edgeflow.deploy.rollout;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What part a target has in a deployment. */
public enum TargetState {
  /** It answered before the start and was not given up. */
  TAKES_PART,
  /** It did not answer before the start and got nothing; the next run delivers to it. */
  PENDING,
  /** It was given up on the way, and taken back if it could be reached. */
  FAILED;

  /** The name in results. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
