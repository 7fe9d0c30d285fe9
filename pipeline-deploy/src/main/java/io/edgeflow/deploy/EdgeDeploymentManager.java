package io.edgeflow.deploy;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStore;
import io.edgeflow.deploy.rollout.DeploymentValidator;
import io.edgeflow.deploy.rollout.Preflight;
import io.edgeflow.deploy.rollout.Rollout;
import io.edgeflow.deploy.rollout.RolloutTimeline;
import io.edgeflow.deploy.rollout.TargetOutcome;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stage 4: packages a model, signs it, and brings it to the devices, the canary first. A failed
 * judgement takes every touched device back to what it ran before; so do more failures of devices
 * than are tolerated, while few are taken back alone. Devices that are away are pending until a
 * later run, which delivers to them alone when the others run this very bundle; when all that
 * answer do, they are verified and left alone.
 *
 * <pre>{@code
 * EdgeDeploymentManager manager = new EdgeDeploymentManager(config);
 * try (EdgeFleet fleet = EdgeFleet.open(config, context.workspace())) {
 *   var facts = Map.of("accuracy", 0.98);
 *   var input = new DeploymentInput(model, dataset, facts, null, fleet.client());
 *   DeploymentResult result = manager.run(input, context);
 * }
 * }</pre>
 */
public final class EdgeDeploymentManager implements Stage<DeploymentInput, DeploymentResult> {
  /** The stage's name. */
  public static final String NAME = "edge_deployment";

  private final DeployConfig config;
  private final Sleeper sleeper;

  /** A manager that really waits while it watches. */
  public EdgeDeploymentManager(DeployConfig config) {
    this(config, Sleeper.real());
  }

  EdgeDeploymentManager(DeployConfig config, Sleeper sleeper) {
    this.config = config;
    this.sleeper = sleeper;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Deploys.
   *
   * @throws PipelineException if the model has another format than configured, or a target cannot
   *     take part; a rollout that fails is a result
   */
  @Override
  public DeploymentResult run(DeploymentInput input, RunContext context) {
    requireFormat(input);
    Dataset dataset = Dataset.open(input.dataset(), context.artifacts());
    ModelPackager packager = new ModelPackager(config);
    PackagedModel packaged =
        packager.pack(
            input.model(),
            dataset,
            input.facts(),
            input.origins(),
            input.anomalyThreshold(),
            context);
    Map<String, DeviceStatus> before =
        new Preflight(input.fleet(), config.rollout().tolerance()).check(input.model().format());
    RolloutTimeline timeline =
        new RolloutTimeline(
            context.folder().resolve("rollout.jsonl"), context.clock(), context.events());
    boolean same =
        before.values().stream().allMatch(status -> status.runs(packaged.bundle().sha256()));
    Release release =
        same
            ? new ReleaseStore(context.workspace().releases()).open(highest(before))
            : packager.release(
                packaged, highest(before), EdgeFleet.keys(config, context.workspace()), context);
    Rollout.Order order = order(release, same, packaged, before);
    Rollout rollout = rollout(input.fleet(), timeline, order);
    Rollout.Outcome outcome;
    try (Progress.Task progress = context.progress().start("deploy", before.size(), "devices")) {
      outcome = same ? rollout.verifyOnly() : rollout.run(progress);
    }
    return new DeploymentResult(
        outcome.status(),
        order.version(),
        packaged.bundle(),
        packaged.content().modelSha256(),
        packaged.inference().target(),
        packaged.inference().thresholds(),
        packaged.baseline(),
        outcome.targets(),
        outcome.judgements(),
        timeline.timeline());
  }

  @Override
  public StageReport report(DeploymentResult output) {
    GateReport gate = validator().gate(output.status(), output.targets(), output.judgements());
    int total = output.targets().size();
    int pending = output.pending().size();
    long failed = total - output.successful() - pending;
    return new StageReport(
        Optional.of(gate),
        List.of(
            count("total_targets", total, total, Direction.NEUTRAL),
            count("successful", output.successful(), total, Direction.HIGHER_IS_BETTER),
            count("failed", failed, total, Direction.LOWER_IS_BETTER),
            count("pending", pending, total, Direction.LOWER_IS_BETTER)),
        List.of(output.bundle()),
        notes(output));
  }

  private static List<String> notes(DeploymentResult output) {
    List<String> notes = new ArrayList<>();
    for (TargetOutcome target : output.pending()) {
      notes.add(target.id() + " is pending: it did not answer; a later run delivers to it");
    }
    for (TargetOutcome target : output.failed()) {
      String runs =
          target.versionAfter() == 0 ? "runs no model or does not answer" : "runs version %d";
      notes.add(
          target.id()
              + " failed: "
              + target.error().orElse("unknown")
              + "; it "
              + runs.formatted(target.versionAfter()));
    }
    return notes;
  }

  private void requireFormat(DeploymentInput input) {
    if (input.model().format() != config.packaging().format()) {
      throw PipelineException.failed("The model is not in the format that is to be shipped")
          .found(input.model().format())
          .limit(config.packaging().format())
          .where("edge_deployment.packaging.format")
          .remedy("add the format to model_optimization.export.formats, or ship another one")
          .build();
    }
  }

  private Rollout rollout(FleetClient fleet, RolloutTimeline timeline, Rollout.Order order) {
    return new Rollout(fleet, config.rollout(), validator(), timeline, sleeper, order);
  }

  private DeploymentValidator validator() {
    return new DeploymentValidator(config.limits(), config.rollout());
  }

  private static Rollout.Order order(
      Release release, boolean same, PackagedModel packaged, Map<String, DeviceStatus> before) {
    long version =
        same ? highestActive(before) : Long.parseLong(release.folder().getFileName().toString());
    return new Rollout.Order(
        release, version, packaged.bundle().sha256(), before, packaged.replay());
  }

  private static long highest(Map<String, DeviceStatus> before) {
    return before.values().stream().mapToLong(DeviceStatus::highestVersion).max().orElse(0);
  }

  private static long highestActive(Map<String, DeviceStatus> before) {
    return before.values().stream().mapToLong(DeviceStatus::activeVersion).max().orElse(0);
  }

  private static Metric count(String name, long value, int total, Direction direction) {
    return new Metric(name, value, "devices", direction, total);
  }
}
