package io.edgeflow.deploy.wire;

import java.util.Objects;

/**
 * Whether the active model answers the golden rows as it should.
 *
 * @param healthy false, too, when no model is active
 * @param version the active version; 0 when there is none
 * @param goldenRows how many rows were asked
 * @param maxDifference the largest difference of an answer's number: of a score, of a value in
 *     deviations, of an error as a share of the threshold
 * @param detail why it is not healthy; empty when it is
 */
public record HealthReport(
    boolean healthy, long version, int goldenRows, double maxDifference, String detail) {
  /** Checks that the detail is there. */
  public HealthReport {
    Objects.requireNonNull(detail, "detail");
  }
}
