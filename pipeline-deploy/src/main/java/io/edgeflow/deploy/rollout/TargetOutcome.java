package io.edgeflow.deploy.rollout;

import io.edgeflow.core.json.NoneWhenAbsent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of one target after a deployment, as it reports itself.
 *
 * @param versionBefore 0 when it ran no model
 * @param versionAfter 0 when it runs no model or does not answer
 * @param modelSha256 what is loaded and answering; null when nothing is
 * @param active whether that is the deployed release
 * @param healthy whether the last health check passed
 * @param touched whether the release was sent to it
 * @param state what part it has in the deployment
 * @param error the id of the {@link TargetError} that came first, or {@code unreachable} when it
 *     does not answer; empty when there was none
 */
public record TargetOutcome(
    String id,
    long versionBefore,
    long versionAfter,
    @Nullable String modelSha256,
    boolean active,
    boolean healthy,
    boolean touched,
    TargetState state,
    @NoneWhenAbsent Optional<String> error) {
  /** Whether it runs the release and is healthy. */
  public boolean successful() {
    return active && healthy;
  }
}
