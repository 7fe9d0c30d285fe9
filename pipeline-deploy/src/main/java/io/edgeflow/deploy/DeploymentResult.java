package io.edgeflow.deploy;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.Target;
import io.edgeflow.deploy.rollout.DeploymentStatus;
import io.edgeflow.deploy.rollout.Judgement;
import io.edgeflow.deploy.rollout.TargetOutcome;
import io.edgeflow.deploy.rollout.TargetState;
import io.edgeflow.deploy.rollout.TimelineEvent;
import java.util.List;

/**
 * What came of a deployment.
 *
 * @param version the release that was to be deployed
 * @param bundle the release's archive
 * @param modelSha256 of the model file in it
 * @param target what the model's answers are
 * @param thresholds when an answer counts, as in the bundle
 * @param baseline of inputs and of the shipped file's answers; what drift is measured against
 * @param targets the status of each target
 * @param judgements of the waves, the canary first
 */
public record DeploymentResult(
    DeploymentStatus status,
    long version,
    Artifact bundle,
    String modelSha256,
    Target target,
    Thresholds thresholds,
    Baseline baseline,
    List<TargetOutcome> targets,
    List<Judgement> judgements,
    List<TimelineEvent> timeline) {
  /** Copies the lists. */
  public DeploymentResult {
    targets = List.copyOf(targets);
    judgements = List.copyOf(judgements);
    timeline = List.copyOf(timeline);
  }

  /** Whether a failure took targets back, or tried to. */
  public boolean rolledBack() {
    return status.isBack();
  }

  /** How many targets run the release and are healthy. */
  public long successful() {
    return targets.stream().filter(TargetOutcome::successful).count();
  }

  /** The targets that did not answer before the start and got nothing. */
  public List<TargetOutcome> pending() {
    return in(TargetState.PENDING);
  }

  /** The targets that were given up on the way. */
  public List<TargetOutcome> failed() {
    return in(TargetState.FAILED);
  }

  private List<TargetOutcome> in(TargetState state) {
    return targets.stream().filter(target -> target.state() == state).toList();
  }

  /** For people: what came of which release, on how many targets. */
  @Override
  public String toString() {
    return "DeploymentResult[%s: release %d, model %.12s, active and healthy on %d of %d targets]"
        .formatted(status, version, modelSha256, successful(), targets.size());
  }
}
