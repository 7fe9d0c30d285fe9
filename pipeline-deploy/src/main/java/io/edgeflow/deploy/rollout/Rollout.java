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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One rollout: canary, bake, judge; then the others in parallel, bake, judge; then every target is
 * asked what it runs. A target that fails on the way is taken back alone while few do; a failed
 * judgement, or too many failures, roll every touched target back. Targets that are not among those
 * of before are pending and left alone; those that have the release already, judged good, are only
 * asked at the end.
 */
public final class Rollout {
  private static final String VERIFICATION = "verification";

  private final FleetClient client;
  private final RolloutPlan plan;
  private final RolloutTimeline timeline;
  private final Bake.Setting setting;
  private final ModelDeployer deployer;
  private final Order order;
  private final Outcomes outcomes;
  private final TargetRollback rollback;
  private final List<Judgement> judgements = new ArrayList<>();

  /**
   * What is rolled out.
   *
   * @param before what each target that answers ran, by its id
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
    int tolerated = plan.tolerance().failures(client.targets().size());
    this.outcomes = new Outcomes(client, order, tolerated);
    this.rollback = new TargetRollback(client, deployer, order, outcomes);
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
      recordStart("already_active");
      verify(fanout);
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
    recordStart("started");
    for (RolloutPlan.Wave wave : plan.waves(outcomes.lacking())) {
      Optional<DeploymentStatus> end = end(wave.name(), wave(wave, fanout, progress), fanout);
      if (end.isPresent()) {
        return end.get();
      }
    }
    return judgements.isEmpty()
        ? end(VERIFICATION, verify(fanout), fanout).orElse(DeploymentStatus.DEPLOYED)
        : DeploymentStatus.DEPLOYED;
  }

  /** How the rollout ends by a verdict; empty when it goes on. */
  private Optional<DeploymentStatus> end(String wave, Verdict verdict, Fanout fanout)
      throws InterruptedException {
    if (verdict == Verdict.FAIL || outcomes.left() < 0) {
      return Optional.of(rollBack(fanout));
    }
    if (verdict == Verdict.INCONCLUSIVE) {
      timeline.record("paused", Map.of("wave", wave));
      return Optional.of(DeploymentStatus.PAUSED);
    }
    return Optional.empty();
  }

  /** Judges the targets that have the release. */
  private Verdict verify(Fanout fanout) throws InterruptedException {
    Bake bake = new Bake(setting, VERIFICATION, outcomes.present(), fanout);
    Judgement judgement = bake.judgeAtOnce(outcomes.left());
    judgements.add(judgement);
    giveUp(bake.dropped());
    return judgement.verdict();
  }

  private void recordStart(String type) {
    Map<String, String> fields = new TreeMap<>(about());
    if (!outcomes.pending().isEmpty()) {
      fields.put("pending", Outcomes.ids(outcomes.pending()));
    }
    timeline.record(type, fields);
  }

  /** FAIL as well when too many have failed, or nobody is left to show that the release is good. */
  private Verdict wave(RolloutPlan.Wave wave, Fanout fanout, Progress.Task progress)
      throws InterruptedException {
    timeline.record(
        "wave.started",
        Map.of("wave", wave.name(), "targets", Integer.toString(wave.targets().size())));
    progress.note(wave.name());
    Bake bake = new Bake(setting, wave.name(), wave.targets(), fanout);
    bake.askBefore();
    List<Boolean> delivered = fanout.over(wave.targets(), target -> deliver(target, progress));
    if (outcomes.left() < 0 || !(delivered.contains(true) || isShown())) {
      return Verdict.FAIL;
    }
    if (!delivered.contains(true)) {
      takeBack(wave.targets(), fanout);
      return Verdict.PASS;
    }
    bake.keep(outcomes.present());
    Judgement judgement =
        bake.judge(outcomes.left(), note -> progress.note(wave.name() + ", " + note));
    judgements.add(judgement);
    timeline.record(
        "wave.judged", Map.of("wave", wave.name(), "verdict", judgement.verdict().name()));
    giveUp(bake.dropped());
    if (judgement.verdict() != Verdict.FAIL && outcomes.left() >= 0) {
      takeBack(wave.targets(), fanout);
    }
    return judgement.verdict();
  }

  /** Whether the release was judged good, in this rollout or before it. */
  private boolean isShown() {
    return !judgements.isEmpty() || outcomes.present().size() > outcomes.lacking().size();
  }

  private boolean deliver(DeploymentTarget target, Progress.Task progress) {
    outcomes.touch(target);
    Optional<TargetError> error = deployer.deploy(target, order.release(), order.version());
    error.ifPresent(failure -> outcomes.fail(target.id(), failure));
    progress.step(1);
    return error.isEmpty();
  }

  private void giveUp(Map<String, TargetError> lost) {
    lost.forEach(
        (id, error) -> {
          outcomes.fail(id, error);
          timeline.note(
              "target.failed", Map.of("target", id, "error", error.id(), "detail", error.detail()));
        });
  }

  /** Takes back those that have failed; one that cannot be reached is left as it is. */
  private void takeBack(List<DeploymentTarget> targets, Fanout fanout) throws InterruptedException {
    fanout.over(outcomes.lost(targets), rollback::rollBack);
  }

  private DeploymentStatus rollBack(Fanout fanout) throws InterruptedException {
    List<DeploymentTarget> touched = outcomes.touched();
    timeline.note("rollback.started", Map.of("targets", Outcomes.ids(touched)));
    boolean all = !fanout.over(touched, rollback::rollBack).contains(false);
    timeline.note(all ? "rollback.finished" : "rollback.failed", about());
    return all ? DeploymentStatus.ROLLED_BACK : DeploymentStatus.ROLLBACK_FAILED;
  }

  /** Tells the devices that run the release that it is good; those that know are left alone. */
  private void accept(List<TargetOutcome> targets, Fanout fanout) throws InterruptedException {
    if (judgements.stream().allMatch(j -> j.verdict() == Verdict.PASS)) {
      Map<DeploymentTarget, Long> unaware = outcomes.unaware(targets);
      fanout.over(
          List.copyOf(unaware.keySet()),
          target -> deployer.accept(target, unaware.getOrDefault(target, 0L)));
    }
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
    DeploymentStatus last = status == DeploymentStatus.DEPLOYED ? confirm(fanout) : status;
    List<TargetOutcome> targets = fanout.over(client.targets(), outcomes::of);
    if (last == DeploymentStatus.DEPLOYED || last == DeploymentStatus.ALREADY_ACTIVE) {
      accept(targets, fanout);
    }
    timeline.note("finished", Map.of("status", last.name()));
    return new Outcome(last, targets, judgements);
  }

  /** Gives up those that have not held out until the end, or takes all back when they are many. */
  private DeploymentStatus confirm(Fanout fanout) throws InterruptedException {
    Map<String, TargetError> lost = new TreeMap<>();
    List<DeploymentTarget> present = outcomes.present();
    HealthCheck health = new HealthCheck(client, plan, setting.sleeper());
    List<Optional<TargetError>> problems =
        fanout.over(present, t -> health.probe(t, order.bundleSha256()).problem());
    for (int i = 0; i < present.size(); i++) {
      String id = present.get(i).id();
      problems.get(i).ifPresent(problem -> lost.put(id, problem));
    }
    giveUp(lost);
    if (outcomes.left() < 0 || outcomes.present().isEmpty()) {
      return rollBack(fanout);
    }
    takeBack(present, fanout);
    return DeploymentStatus.DEPLOYED;
  }

  private Map<String, String> about() {
    return Map.of("version", Long.toString(order.version()), "bundle", order.bundleSha256());
  }
}
