package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One rollout: canary, bake, judge; then the others in parallel, bake, judge; then every target is
 * asked what it runs. A failure rolls every touched target back.
 */
public final class Rollout {
  private static final Optional<String> UNREACHABLE =
      Optional.of(new TargetError.Unreachable().id());

  private final FleetClient client;
  private final RolloutPlan plan;
  private final RolloutTimeline timeline;
  private final Bake.Setting setting;
  private final ModelDeployer deployer;
  private final Order order;
  private final Set<String> touched = Collections.synchronizedSet(new TreeSet<>());
  private final Map<String, TargetError> errors = Collections.synchronizedMap(new TreeMap<>());
  private final List<Judgement> judgements = new ArrayList<>();

  /**
   * What is rolled out.
   *
   * @param before what each target ran, by its id
   */
  public record Order(
      Release release,
      long version,
      String bundleSha256,
      Map<String, DeviceStatus> before,
      ReplaySet replay) {}

  /** What came of it. */
  public record Outcome(
      DeploymentStatus status, List<TargetOutcome> targets, List<Judgement> judgements) {
    /** Copies the lists. */
    public Outcome {
      targets = List.copyOf(targets);
      judgements = List.copyOf(judgements);
    }
  }

  /** Prepares a rollout to all targets of a client. */
  public Rollout(
      FleetClient client,
      RolloutPlan plan,
      DeploymentValidator validator,
      RolloutTimeline timeline,
      Sleeper sleeper,
      Order order) {
    this.client = client;
    this.plan = plan;
    this.timeline = timeline;
    this.setting = new Bake.Setting(client, plan, validator, sleeper, order);
    this.deployer = new ModelDeployer(client, timeline, order.before());
    this.order = order;
  }

  /**
   * Rolls out.
   *
   * @throws PipelineException if it is interrupted or cannot go on, after the touched targets were
   *     rolled back
   */
  public Outcome run(Progress.Task progress) {
    try (Fanout fanout = new Fanout(client.targets().size())) {
      try {
        return finish(waves(fanout, progress), fanout);
      } catch (InterruptedException e) {
        rollBackAfter(e, fanout);
        throw interrupted(e);
      } catch (RuntimeException e) {
        rollBackAfter(e, fanout);
        throw e;
      }
    }
  }

  /** Replays rows on targets that run the bundle already, and tells their status. */
  public Outcome verifyOnly() {
    try (Fanout fanout = new Fanout(client.targets().size())) {
      timeline.record("already_active", about());
      judgements.add(new Bake(setting, "verification", client.targets(), fanout).judgeAtOnce());
      return finish(DeploymentStatus.ALREADY_ACTIVE, fanout);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static PipelineException interrupted(InterruptedException cause) {
    return PipelineException.interrupted("Interrupted during the deployment").cause(cause).build();
  }

  private DeploymentStatus waves(Fanout fanout, Progress.Task progress)
      throws InterruptedException {
    timeline.record("started", about());
    for (RolloutPlan.Wave wave : plan.waves(client.targets())) {
      Verdict verdict = wave(wave, fanout, progress);
      if (verdict == Verdict.FAIL) {
        return rollBack(fanout);
      }
      if (verdict == Verdict.INCONCLUSIVE) {
        timeline.record("paused", Map.of("wave", wave.name()));
        return DeploymentStatus.PAUSED;
      }
    }
    return DeploymentStatus.DEPLOYED;
  }

  private Verdict wave(RolloutPlan.Wave wave, Fanout fanout, Progress.Task progress)
      throws InterruptedException {
    timeline.record(
        "wave.started",
        Map.of("wave", wave.name(), "targets", Integer.toString(wave.targets().size())));
    progress.note(wave.name());
    Bake bake = new Bake(setting, wave.name(), wave.targets(), fanout);
    bake.askBefore();
    List<Boolean> delivered = fanout.over(wave.targets(), target -> deliver(target, progress));
    if (delivered.contains(false)) {
      return Verdict.FAIL;
    }
    Judgement judgement = bake.judge(note -> progress.note(wave.name() + ", " + note));
    judgements.add(judgement);
    timeline.record(
        "wave.judged", Map.of("wave", wave.name(), "verdict", judgement.verdict().name()));
    return judgement.verdict();
  }

  private boolean deliver(DeploymentTarget target, Progress.Task progress) {
    touched.add(target.id());
    Optional<TargetError> error = deployer.deploy(target, order.release(), order.version());
    error.ifPresent(failure -> errors.put(target.id(), failure));
    progress.step(1);
    return error.isEmpty();
  }

  private DeploymentStatus rollBack(Fanout fanout) throws InterruptedException {
    timeline.note("rollback.started", Map.of("targets", String.join(", ", touched)));
    List<DeploymentTarget> back =
        client.targets().stream().filter(target -> touched.contains(target.id())).toList();
    boolean all = !fanout.over(back, this::isBack).contains(false);
    timeline.note(all ? "rollback.finished" : "rollback.failed", about());
    return all ? DeploymentStatus.ROLLED_BACK : DeploymentStatus.ROLLBACK_FAILED;
  }

  private boolean isBack(DeploymentTarget target) {
    Optional<TargetError> error = deployer.rollBack(target, order.version());
    if (error.isPresent()) {
      errors.put(target.id(), error.get());
      return false;
    }
    TargetOutcome now = outcome(target);
    return !now.error().equals(UNREACHABLE)
        && now.versionAfter() != order.version()
        && (now.versionBefore() == order.version() || now.versionAfter() == goodBefore(target));
  }

  /** What a device goes back to: a canary that nobody judged is not what it ran. */
  private long goodBefore(DeploymentTarget target) {
    DeviceStatus before = order.before().get(target.id());
    return before == null ? 0 : before.goodVersion();
  }

  /** Tells the devices that run the release that it is good; those that know are left alone. */
  private void accept(List<TargetOutcome> targets, Fanout fanout) throws InterruptedException {
    boolean passed = judgements.stream().allMatch(j -> j.verdict() == Verdict.PASS);
    Map<String, Long> running = new TreeMap<>();
    targets.stream()
        .filter(target -> passed && isHealthy(target))
        .forEach(target -> running.put(target.id(), target.versionAfter()));
    List<DeploymentTarget> unaware =
        client.targets().stream()
            .filter(target -> running.containsKey(target.id()) && !knows(target))
            .toList();
    fanout.over(unaware, target -> deployer.accept(target, running.getOrDefault(target.id(), 0L)));
  }

  private boolean knows(DeploymentTarget target) {
    DeviceStatus before = order.before().get(target.id());
    return before != null && before.judged() && before.runs(order.bundleSha256());
  }

  /** An interrupt is over once it was taken: going back must not be cut short by it. */
  private void rollBackAfter(Exception failure, Fanout fanout) {
    Thread.interrupted();
    try {
      rollBack(fanout);
    } catch (InterruptedException | RuntimeException again) {
      failure.addSuppressed(again);
    }
  }

  private Outcome finish(DeploymentStatus status, Fanout fanout) throws InterruptedException {
    DeploymentStatus last = status;
    if (status == DeploymentStatus.DEPLOYED) {
      fanout.over(client.targets(), this::waitUntilHealthy);
    }
    List<TargetOutcome> targets = fanout.over(client.targets(), this::outcome);
    if (status == DeploymentStatus.DEPLOYED && !targets.stream().allMatch(Rollout::isHealthy)) {
      last = rollBack(fanout);
      targets = fanout.over(client.targets(), this::outcome);
    }
    if (last == DeploymentStatus.DEPLOYED || last == DeploymentStatus.ALREADY_ACTIVE) {
      accept(targets, fanout);
    }
    timeline.note("finished", Map.of("status", last.name()));
    return new Outcome(last, targets, judgements);
  }

  /** As long as the plan's retries allow. */
  private boolean waitUntilHealthy(DeploymentTarget target) {
    try {
      HealthCheck health = new HealthCheck(client, plan, setting.sleeper());
      return health.probe(target, order.bundleSha256()).detail().isEmpty();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean isHealthy(TargetOutcome target) {
    return target.active() && target.healthy();
  }

  private TargetOutcome outcome(DeploymentTarget target) {
    DeviceStatus before = order.before().get(target.id());
    long versionBefore = before == null ? 0 : before.activeVersion();
    boolean sent = touched.contains(target.id());
    Optional<String> error = Optional.ofNullable(errors.get(target.id())).map(TargetError::id);
    try {
      DeviceStatus now = client.status(target);
      boolean active = now.runs(order.bundleSha256());
      return new TargetOutcome(
          target.id(),
          versionBefore,
          now.activeVersion(),
          now.active() == null ? null : now.active().modelSha256(),
          active,
          now.active() != null && client.health(target).healthy(),
          sent,
          error);
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      return new TargetOutcome(
          target.id(), versionBefore, 0, null, false, false, sent, UNREACHABLE);
    }
  }

  private Map<String, String> about() {
    return Map.of("version", Long.toString(order.version()), "bundle", order.bundleSha256());
  }
}
