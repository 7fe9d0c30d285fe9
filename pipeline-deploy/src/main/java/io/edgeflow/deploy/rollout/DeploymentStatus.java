package io.edgeflow.deploy.rollout;

import java.util.Locale;

/** How a deployment ended. */
public enum DeploymentStatus {
  /** Every target runs the release, but for those that are pending or were given up. */
  DEPLOYED,
  /** Every target that answers ran this very bundle before; nothing was sent. */
  ALREADY_ACTIVE,
  /** There was not enough to judge a wave: it keeps the release, nobody else gets it. */
  PAUSED,
  /** Something failed, and every touched target is back at what it ran before. */
  ROLLED_BACK,
  /** Something failed, and some touched target did not come back. */
  ROLLBACK_FAILED;

  /** Whether the release was taken from every target again, or that was tried. */
  public boolean isBack() {
    return this == ROLLED_BACK || this == ROLLBACK_FAILED;
  }

  /** The name in messages; results and events keep the constant's own. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
