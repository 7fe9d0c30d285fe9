package io.edgeflow.train;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The train stage: builds the architecture for the data, fits it, and measures the best weights on
 * validation and test. Its gate is {@code model_evaluation}.
 *
 * <pre>{@code
 * ModelTrainer trainer = new ModelTrainer(config);
 * TrainingResult result = trainer.run(new TrainingInput(manifest, BatchTransform.none()), context);
 * double accuracy = result.test().accuracy();
 * }</pre>
 */
public final class ModelTrainer implements Stage<TrainingInput, TrainingResult> {
  private static final String MODEL_FILE = "model.safetensors";

  private final TrainConfig config;

  /** A stage with the given configuration. */
  public ModelTrainer(TrainConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "model_training";
  }

  @Override
  public String fingerprint() {
    return config.fingerprint();
  }

  /**
   * Trains and measures.
   *
   * @throws PipelineException if the data's classes are not the configured number, and as {@link
   *     TrainingLoop#fit}
   */
  @Override
  public TrainingResult run(TrainingInput input, RunContext context) {
    checkClasses(input.dataset().schema());
    Dataset data = Dataset.open(input.dataset(), context.artifacts());
    TrainedGraph trained =
        TrainingLoop.fit(
            untrained(input.dataset(), context),
            data,
            input.augmentation(),
            config.training(),
            new Loss.CrossEntropy(),
            context);
    Artifact model = context.artifacts().put(MODEL_FILE, GraphFile.bytes(trained.graph()));
    try (Predictor predictor = new GraphPredictor(trained.graph(), context.threads())) {
      return new TrainingResult(
          model,
          trained.bestEpoch(),
          trained.history(),
          ModelEvaluator.evaluate(predictor, data.validation(), context.progress()),
          ModelEvaluator.evaluate(predictor, data.test(), context.progress()));
    }
  }

  private ModelGraph untrained(DatasetManifest dataset, RunContext context) {
    Schema schema = dataset.schema();
    return config
        .architecture()
        .untrained(
            schema.featureShape(),
            schema.labels(),
            config.width(),
            context.seed(),
            dataset.preprocessing());
  }

  @Override
  public StageReport report(TrainingResult output) {
    List<Check> checks =
        config.thresholds().entrySet().stream()
            .map(limit -> check(output.test().metric(limit.getKey()), limit.getValue()))
            .toList();
    GateReport gate =
        GateReport.of("model_evaluation", checks, Set.copyOf(config.allowInconclusive()));
    return new StageReport(Optional.of(gate), metrics(output), List.of(output.model()));
  }

  private List<Metric> metrics(TrainingResult output) {
    List<Metric> metrics = new ArrayList<>();
    config.metrics().forEach(name -> metrics.add(output.test().metric(name)));
    EpochMetrics best = output.history().get(output.bestEpoch() - 1);
    long validation = output.validation().samples();
    metrics.add(loss("test_loss", output.test().loss(), output.test().samples()));
    metrics.add(loss("val_loss", best.valLoss(), validation));
    metrics.add(Metric.ratio("val_accuracy", best.valAccuracy(), validation));
    metrics.add(
        new Metric("best_epoch", output.bestEpoch(), "epoch", Direction.NEUTRAL, validation));
    return metrics;
  }

  private static Metric loss(String name, double value, long samples) {
    return new Metric(name, value, "nats", Direction.LOWER_IS_BETTER, samples);
  }

  private static Check check(Metric metric, double limit) {
    return Check.atLeast(
        metric,
        limit,
        "train for more epochs, give more data, or lower model_training.evaluation.thresholds."
            + metric.name());
  }

  private void checkClasses(Schema schema) {
    int found = schema.labels().size();
    if (config.numClasses().isPresent() && config.numClasses().get() != found) {
      throw PipelineException.config("The data does not have the configured number of classes")
          .found(found + ": " + schema.labels())
          .limit(config.numClasses().get())
          .where("model_training.model.num_classes")
          .remedy("set it to " + found + ", or leave it out to take what the data has")
          .build();
    }
  }
}
