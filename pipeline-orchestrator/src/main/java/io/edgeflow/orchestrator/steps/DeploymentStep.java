package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Ending;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.deploy.DeploymentInput;
import io.edgeflow.deploy.DeploymentResult;
import io.edgeflow.deploy.EdgeDeploymentManager;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.transfer.ModelOrigin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Packages the model and rolls it out to the fleet. */
final class DeploymentStep implements Step<DeploymentResult> {
  private final EdgeDeploymentManager stage;
  private final WorkflowConfig config;
  private final FleetOwner owner;
  private final Output<PreparedData> prepared;
  private final Output<TrainingResult> trained;
  private final Output<OptimizationResult> optimized;

  DeploymentStep(
      WorkflowConfig config,
      FleetOwner owner,
      Output<PreparedData> prepared,
      Output<TrainingResult> trained,
      Output<OptimizationResult> optimized) {
    this.stage = new EdgeDeploymentManager(config.deployment());
    this.config = config;
    this.owner = owner;
    this.prepared = prepared;
    this.trained = trained;
    this.optimized = optimized;
  }

  @Override
  public String name() {
    return stage.name();
  }

  @Override
  public Class<DeploymentResult> type() {
    return DeploymentResult.class;
  }

  @Override
  public List<Output<?>> inputs() {
    return List.of(prepared, trained, optimized);
  }

  @Override
  public Attempt<DeploymentResult> attempt(Inputs inputs, RunContext context) {
    ShippedModel shipped = ShippedModel.of(inputs.get(optimized), config);
    return Attempt.always(
        "devices are always asked what they run",
        () ->
            stage.run(
                new DeploymentInput(
                    shipped.model(),
                    inputs.get(prepared).required().dataset(),
                    shipped.facts(),
                    origins(inputs.get(trained), inputs.get(optimized)),
                    shipped.anomalyThreshold(),
                    owner.fleet().client()),
                context));
  }

  /** By their hashes, which are the same when a file has another name. */
  private static Map<String, String> origins(TrainingResult trained, OptimizationResult optimized) {
    Map<String, String> origins = new TreeMap<>();
    ModelOrigin start = trained.origin();
    if (start != null) {
      origins.put("Started from the model file", "SHA-256 " + start.sha256());
    }
    ModelOrigin teacher = optimized.teacher();
    if (teacher != null) {
      origins.put("Taught by the model file", "SHA-256 " + teacher.sha256());
    }
    return origins;
  }

  @Override
  public StageReport report(DeploymentResult output) {
    return stage.report(output);
  }

  @Override
  public List<Panel> panels(DeploymentResult output, Inputs inputs) {
    return DeploymentPanels.of(output);
  }

  @Override
  public Ending ending(DeploymentResult deployed, GateReport gate) {
    String errors =
        deployed.targets().stream()
            .flatMap(target -> target.error().map(e -> target.id() + " " + e).stream())
            .collect(Collectors.joining(", "));
    return switch (deployed.status()) {
      case ROLLED_BACK ->
          new Ending(
              Kind.ROLLED_BACK,
              "The deployment was rolled back: the gate " + gate.name() + " blocks",
              errors);
      case ROLLBACK_FAILED ->
          new Ending(
              Kind.FAILED, "The deployment failed, and so did its rollback on some device", errors);
      case DEPLOYED, ALREADY_ACTIVE, PAUSED -> Ending.blocked(gate.name());
    };
  }

  @Override
  public List<KeyFigure> figures(DeploymentResult output) {
    long all = output.targets().size();
    String state = output.status().id().replace('_', ' ');
    return List.of(
        KeyFigure.of(
                "Devices on the release",
                (double) output.successful(),
                "devices",
                Direction.HIGHER_IS_BETTER,
                "release " + output.version() + ", " + state)
            .shownAs(output.successful() + " of " + all));
  }

  @Override
  public String title() {
    return "Deployment";
  }

  @Override
  public List<String> highlights(DeploymentResult output) {
    return List.of("total_targets", "successful", "failed", "pending");
  }

  @Override
  public boolean endsInOrder() {
    return true;
  }
}
