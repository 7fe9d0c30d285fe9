package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.deploy.DeploymentResult;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.monitor.EdgeMonitoringSystem;
import io.edgeflow.monitor.MonitoringInput;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.serve.ActiveRelease;
import java.util.List;
import java.util.Map;

/** Watches the fleet: what was deployed now, or what runs there already. */
final class MonitoringStep implements Step<Watched> {
  private final WorkflowConfig config;
  private final FleetOwner owner;
  private final Output<PreparedData> prepared;
  private final Output<DeploymentResult> deployed;

  MonitoringStep(
      WorkflowConfig config,
      FleetOwner owner,
      Output<PreparedData> prepared,
      Output<DeploymentResult> deployed) {
    this.config = config;
    this.owner = owner;
    this.prepared = prepared;
    this.deployed = deployed;
  }

  @Override
  public String name() {
    return EdgeMonitoringSystem.NAME;
  }

  @Override
  public Class<Watched> type() {
    return Watched.class;
  }

  @Override
  public List<Output<?>> inputs() {
    return List.of(prepared, deployed);
  }

  @Override
  public Attempt<Watched> attempt(Inputs inputs, RunContext context) {
    return Attempt.always("devices are always asked what they see", () -> watched(inputs, context));
  }

  private Watched watched(Inputs inputs, RunContext context) {
    DatasetManifest dataset = inputs.get(prepared).required().dataset();
    ActiveRelease release =
        inputs
            .find(deployed)
            .map(
                d -> new ActiveRelease(d.version(), d.modelSha256(), d.baseline(), target(dataset)))
            .orElseGet(
                () -> ActiveRelease.of(owner.fleet(), config.deployment(), context.workspace()));
    FleetClient client = owner.fleet().client();
    RecordingTelemetry telemetry = new RecordingTelemetry(client);
    EdgeMonitoringSystem stage = new EdgeMonitoringSystem(config.monitoring(), telemetry, client);
    MonitoringInput input =
        new MonitoringInput(release.baseline(), release.target(), dataset, release.modelSha256());
    return new Watched(stage, stage.run(input, context), telemetry.counted(), release);
  }

  private static Target target(DatasetManifest dataset) {
    return dataset.schema().target();
  }

  @Override
  public StageReport report(Watched output) {
    return output.stage().report(output.result());
  }

  @Override
  public List<Panel> panels(Watched output, Inputs inputs) {
    return MonitoringPanels.of(output.result(), output.release(), output.counted());
  }

  @Override
  public List<KeyFigure> figures(Watched output) {
    return MonitoringPanels.figures(output.result());
  }

  @Override
  public String title() {
    return "Monitoring";
  }

  @Override
  public List<String> highlights(Watched output) {
    String quality = LiveQuality.metric(output.release().target(), Map.of(), 0).name();
    return List.of("active_devices", "total_inferences", "avg_" + quality, "drift_score");
  }
}
