package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.train.AcceptedModel;
import io.edgeflow.train.ModelTrainer;
import io.edgeflow.train.TrainingInput;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.evaluation.AnsweredSamples;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trains a model and measures it. */
final class TrainingStep implements Step<TrainingResult> {
  /** How many numbers the network has, running statistics included. */
  private static final String PARAMETERS = "parameters";

  /** Multiply-accumulates for one sample. */
  private static final String MACS = "macs";

  private final ModelTrainer stage;
  private final WorkflowConfig config;
  private final Output<PreparedData> prepared;

  TrainingStep(WorkflowConfig config, Output<PreparedData> prepared) {
    this.stage = new ModelTrainer(config.training());
    this.config = config;
    this.prepared = prepared;
  }

  @Override
  public String name() {
    return stage.name();
  }

  @Override
  public Class<TrainingResult> type() {
    return TrainingResult.class;
  }

  @Override
  public List<Output<?>> inputs() {
    return List.of(prepared);
  }

  @Override
  public Attempt<TrainingResult> attempt(Inputs inputs, RunContext context) {
    PreparedData data = inputs.get(prepared);
    DatasetManifest dataset = data.required().dataset();
    FoundModel found = FoundModel.of(config.training().file());
    return Attempt.reusing(
            new Attempt.Reuse(
                List.of(config.section(WorkflowConfig.TRAINING), config.augmentation()),
                found.joining(Json.text(dataset))),
            () ->
                NotedCard.of(
                    stage.run(input(data, found.read(), context), context),
                    data.required(),
                    context.artifacts()))
        .revivedBy(
            kept ->
                tracked(
                    NotedCard.of(
                        stage.measuredAnew(
                            present(kept, found.names()), input(data, null, context), context),
                        data.required(),
                        context.artifacts()),
                    context.tracker()))
        .from(found.told());
  }

  private TrainingInput input(PreparedData data, @Nullable GivenModel given, RunContext context) {
    return new TrainingInput(
        data.required().dataset(),
        config.data().augmentor(context.seed()),
        given,
        data.collection().splits().slices(),
        accepted(context));
  }

  private @Nullable AcceptedModel accepted(RunContext context) {
    if (config.training().noWorse().isEmpty()) {
      return null;
    }
    RunStore runs = new RunStore(config.workspace(), context.clock());
    return LastAccepted.of(runs, config.workflow().name(), context.runId()).orElse(null);
  }

  /** A model file may have another name by now. */
  private static TrainingResult present(TrainingResult kept, String names) {
    ModelOrigin origin = kept.origin();
    return origin == null ? kept : kept.from(origin.named(names));
  }

  /** The learning curves of kept weights; the trainer itself records those that it makes. */
  private static TrainingResult tracked(TrainingResult kept, Tracker tracker) {
    for (EpochMetrics epoch : kept.history()) {
      epoch.values().forEach((name, value) -> tracker.metric(name, value, epoch.epoch()));
    }
    return kept;
  }

  @Override
  public StageReport report(TrainingResult output) {
    StageReport report = stage.report(output);
    List<Metric> metrics = new ArrayList<>(report.metrics());
    ModelGraph graph = GraphFile.read(config.workspace().artifacts().open(output.model()));
    metrics.add(size(PARAMETERS, graph.parameters()));
    metrics.add(size(MACS, graph.macs()));
    return new StageReport(report.gate(), metrics, report.artifacts(), report.notes());
  }

  @Override
  public Map<String, String> provenance(TrainingResult output) {
    ModelOrigin origin = output.origin();
    return origin == null ? Map.of() : origin.provenance("model");
  }

  private static Metric size(String name, long value) {
    return new Metric(name, value, "count", Direction.NEUTRAL, 1);
  }

  @Override
  public List<Panel> panels(TrainingResult output, Inputs inputs) {
    List<String> labels = inputs.get(prepared).required().dataset().schema().target().answers();
    String best = " (best epoch " + output.bestEpoch() + ")";
    List<Panel> panels = new ArrayList<>(output.curves().charts("", best));
    panels.addAll(EvaluationPanels.of(output.test(), labels));
    if (output.calibration() != null) {
      panels.add(EvaluationPanels.of(output.calibration()));
    }
    if (output.reference() != null) {
      panels.add(EvaluationPanels.of(output.test().primary(), output.reference()));
    }
    if (output.comparison() != null) {
      panels.add(EvaluationPanels.of(output.test(), output.comparison()));
    }
    if (!output.measuredSlices().isEmpty()) {
      panels.add(
          EvaluationPanels.of(output.test(), output.measuredSlices(), config.training().slices()));
    }
    if (output.samples() != null) {
      ArtifactStore store = config.workspace().artifacts();
      panels.add(SamplesPanel.of(AnsweredSamples.FORM.read(store.open(output.samples()))));
    }
    if (output.suspects() != null && output.labelNoise() != null) {
      ArtifactStore store = config.workspace().artifacts();
      panels.add(
          SamplesPanel.suspects(
              AnsweredSamples.FORM.read(store.open(output.suspects())), output.labelNoise()));
    }
    return panels;
  }

  @Override
  public List<KeyFigure> figures(TrainingResult output) {
    Metric primary = output.test().primary();
    return List.of(
        KeyFigure.of(
            KeyFigure.heading(primary.name()) + ", trained model",
            primary.value(),
            primary.unit(),
            primary.direction(),
            made(output) + ", on " + on(output.test())));
  }

  private static String made(TrainingResult output) {
    ModelOrigin origin = output.origin();
    String from = origin == null ? "" : " from " + origin.file();
    return output.history().isEmpty()
        ? "as it was given" + from
        : "best of " + output.history().size() + " epochs" + from;
  }

  private static String on(Evaluation test) {
    return test.samples() + " test samples";
  }

  /**
   * The values of the best epoch: under the curves' own names they would be false points of them.
   */
  @Override
  public String trackedName(String metric) {
    return metric.startsWith("val_") ? "best_" + metric : metric;
  }

  @Override
  public String title() {
    return "Training";
  }

  @Override
  public List<String> highlights(TrainingResult output) {
    Stream<String> measured = output.test().headlines().stream().map(Metric::name);
    return Stream.concat(measured, Stream.of(PARAMETERS, MACS)).toList();
  }
}
