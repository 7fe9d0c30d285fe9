package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.DataResult;
import io.edgeflow.deploy.DeploymentInput;
import io.edgeflow.deploy.DeploymentResult;
import io.edgeflow.deploy.EdgeDeploymentManager;
import io.edgeflow.deploy.EdgeFleet;
import io.edgeflow.monitor.EdgeMonitoringSystem;
import io.edgeflow.monitor.MonitoringInput;
import io.edgeflow.monitor.MonitoringResult;
import io.edgeflow.optimize.ModelOptimizer;
import io.edgeflow.optimize.OptimizationInput;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.report.Panel;
import io.edgeflow.orchestrator.serve.ActiveRelease;
import io.edgeflow.orchestrator.workflow.StageRunner.Ending;
import io.edgeflow.orchestrator.workflow.StageRunner.Outcome;
import io.edgeflow.train.ModelTrainer;
import io.edgeflow.train.TrainingInput;
import io.edgeflow.train.TrainingResult;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The five stages, each fed with what the one before gave. */
final class Stages {
  private final WorkflowConfig config;
  private final RunContext context;
  private final StageRunner runner;
  private final StageReuse reuse;
  private final Set<StageName> wanted;
  private final Map<String, List<Panel>> panels = new HashMap<>();
  private @Nullable EdgeFleet fleet;

  Stages(
      WorkflowConfig config,
      RunContext context,
      StageRunner runner,
      StageReuse reuse,
      List<StageName> wanted) {
    this.config = config;
    this.context = context;
    this.runner = runner;
    this.reuse = reuse;
    this.wanted = EnumSet.copyOf(wanted);
  }

  /** Figures and tables of the stages so far, by stage name. */
  Map<String, List<Panel>> panels() {
    return Map.copyOf(panels);
  }

  /** Runs what is wanted, and before it what that needs. */
  void run() {
    StageName last = wanted.stream().max(StageName::compareTo).orElseThrow();
    try {
      DatasetManifest dataset = data();
      if (last.compareTo(StageName.MODEL_TRAINING) < 0) {
        return;
      }
      TrainingResult trained = train(dataset);
      if (last.compareTo(StageName.MODEL_OPTIMIZATION) < 0) {
        return;
      }
      OptimizationResult optimized = optimize(dataset, trained);
      if (last.compareTo(StageName.EDGE_DEPLOYMENT) >= 0) {
        deployAndMonitor(dataset, optimized, last);
      }
    } finally {
      closeFleet();
    }
  }

  private void deployAndMonitor(
      DatasetManifest dataset, OptimizationResult optimized, StageName last) {
    ActiveRelease release = null;
    if (wanted.contains(StageName.EDGE_DEPLOYMENT)) {
      DeploymentResult deployed = deploy(dataset, optimized);
      release =
          new ActiveRelease(
              deployed.version(),
              deployed.modelSha256(),
              deployed.baseline(),
              dataset.schema().target());
    } else {
      runner.skip(StageName.EDGE_DEPLOYMENT);
    }
    if (last == StageName.MONITORING) {
      monitor(dataset, release);
    }
  }

  private DatasetManifest data() {
    DataPipeline stage = new DataPipeline(config.data());
    PreparedData prepared =
        runner.run(
            StageName.DATA_PIPELINE,
            () -> prepare(stage),
            output -> {
              panels.put(stage.name(), DataPanels.of(output.collection()));
              return output.report(stage);
            });
    return prepared.required().dataset();
  }

  private Outcome<PreparedData> prepare(DataPipeline stage) {
    DataCollection collection = stage.collect(context);
    if (!stage.gate(collection).passes()) {
      return new Outcome<>(new PreparedData(collection, null), false);
    }
    Outcome<DataResult> result =
        reuse.get(
            StageName.DATA_PIPELINE,
            reuse.data(stage, collection),
            DataResult.class,
            () -> stage.run(collection, context));
    return new Outcome<>(
        new PreparedData(collection, result.output().withCollection(collection)), result.cached());
  }

  private TrainingResult train(DatasetManifest dataset) {
    ModelTrainer stage = new ModelTrainer(config.training());
    return runner.run(
        StageName.MODEL_TRAINING,
        () -> {
          Outcome<TrainingResult> outcome =
              reuse.get(
                  StageName.MODEL_TRAINING,
                  reuse.training(stage, config, dataset),
                  TrainingResult.class,
                  () -> stage.run(new TrainingInput(dataset, augmentation()), context));
          if (outcome.cached()) {
            Tracked.epochs(outcome.output(), context.tracker());
          }
          return outcome;
        },
        output -> {
          panels.put(stage.name(), TrainingPanels.of(output, dataset.schema().target()));
          return stage.report(output);
        });
  }

  private OptimizationResult optimize(DatasetManifest dataset, TrainingResult trained) {
    ModelOptimizer stage = new ModelOptimizer(config.optimization());
    OptimizationInput input =
        new OptimizationInput(dataset, trained.model(), augmentation(), config.training());
    return runner.run(
        StageName.MODEL_OPTIMIZATION,
        () ->
            reuse.get(
                StageName.MODEL_OPTIMIZATION,
                reuse.optimization(stage, config, dataset, trained),
                OptimizationResult.class,
                () -> stage.run(input, context)),
        output -> {
          panels.put(stage.name(), OptimizationPanels.of(output));
          return stage.report(output);
        });
  }

  private DeploymentResult deploy(DatasetManifest dataset, OptimizationResult optimized) {
    EdgeDeploymentManager stage = new EdgeDeploymentManager(config.deployment());
    ShippedModel shipped = ShippedModel.of(optimized, config);
    return runner.run(
        StageName.EDGE_DEPLOYMENT,
        () -> {
          ExportedModel model = shipped.model();
          DeploymentInput input =
              new DeploymentInput(
                  model, dataset, shipped.facts(), shipped.anomalyThreshold(), fleet().client());
          return new Outcome<>(stage.run(input, context), false);
        },
        output -> {
          panels.put(stage.name(), DeploymentPanels.of(output));
          return stage.report(output);
        },
        Stages::ending);
  }

  private static Ending ending(DeploymentResult deployed) {
    String errors =
        deployed.targets().stream()
            .flatMap(target -> target.error().map(e -> target.id() + " " + e).stream())
            .collect(Collectors.joining(", "));
    return switch (deployed.status()) {
      case ROLLED_BACK -> new Ending(Kind.ROLLED_BACK, errors);
      case ROLLBACK_FAILED -> new Ending(Kind.FAILED, errors);
      case DEPLOYED, ALREADY_ACTIVE, PAUSED -> new Ending(Kind.GATE_BLOCKED, errors);
    };
  }

  private void monitor(DatasetManifest dataset, @Nullable ActiveRelease deployed) {
    runner.run(
        StageName.MONITORING,
        () -> {
          ActiveRelease release =
              deployed != null
                  ? deployed
                  : ActiveRelease.of(fleet(), config.deployment(), context.workspace());
          RecordingTelemetry telemetry = new RecordingTelemetry(fleet().client());
          EdgeMonitoringSystem stage =
              new EdgeMonitoringSystem(config.monitoring(), telemetry, fleet().client());
          MonitoringResult result =
              stage.run(
                  new MonitoringInput(
                      release.baseline(), release.target(), dataset, release.modelSha256()),
                  context);
          return new Outcome<>(new Watched(stage, result, telemetry.counted(), release), false);
        },
        this::watched);
  }

  private StageReport watched(Watched output) {
    panels.put(
        StageName.MONITORING.id(),
        MonitoringPanels.of(output.result(), output.release(), output.counted()));
    return output.stage().report(output.result());
  }

  private BatchTransform augmentation() {
    return config.data().augmentor(context.seed());
  }

  private EdgeFleet fleet() {
    EdgeFleet open = fleet;
    if (open == null) {
      open = EdgeFleet.open(config.deployment(), context.workspace());
      fleet = open;
    }
    return open;
  }

  private void closeFleet() {
    if (fleet != null) {
      fleet.close();
    }
  }
}
