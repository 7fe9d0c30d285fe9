package io.edgeflow.core.config;

import com.fasterxml.jackson.annotation.JsonValue;

/** A value that is never printed, tracked or hashed; only {@link #reveal()} gives it. */
public final class Secret {
  private final String value;

  /** Wraps a secret. */
  public Secret(String value) {
    this.value = value;
  }

  /** The value itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @JsonValue
  @Override
  public String toString() {
    return "***";
  }
}
