package io.edgeflow.deploy.rollout;

import io.edgeflow.deploy.release.Refusal;

/** Why a target did not do what it was asked for. */
public sealed interface TargetError {
  /** The name in events, reports and messages, for example {@code hash_mismatch}. */
  String id();

  /** What the target found, for people; empty when it said nothing. */
  String detail();

  /** The target answered that it will not. */
  record Refused(Refusal refusal, String detail) implements TargetError {
    @Override
    public String id() {
      return refusal.id();
    }
  }

  /**
   * The target took the release and did not hold out with it.
   *
   * @param detail what its health check or its answers showed
   */
  record Unhealthy(String detail) implements TargetError {
    @Override
    public String id() {
      return "unhealthy";
    }
  }

  /** The target did not answer. */
  record Unreachable() implements TargetError {
    @Override
    public String id() {
      return "unreachable";
    }

    @Override
    public String detail() {
      return "";
    }
  }
}
