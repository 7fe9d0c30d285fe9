package io.edgeflow.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.train.evaluation.AnswerGallery;
import io.edgeflow.train.evaluation.AnsweredSamples;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.reference.LabelNoise;
import io.edgeflow.train.reference.Reference;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelOrigin;
import io.edgeflow.train.transfer.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The train stage: builds the architecture for the data, or takes a given model, fits it, and
 * measures the best weights on validation and test. Its gate is {@code model_evaluation}.
 *
 * <pre>{@code
 * ModelTrainer trainer = new ModelTrainer(config);
 * TrainingResult result = trainer.run(new TrainingInput(manifest, BatchTransform.none()), context);
 * double accuracy = result.test().primary().value();
 * }</pre>
 */
public final class ModelTrainer implements Stage<TrainingInput, TrainingResult> {
  private static final String LOSS = "loss";
  private static final String SAMPLES_FILE = "answered_samples.json";
  private static final String SUSPECTS_FILE = "suspicious_labels.json";
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

  /**
   * Trains and measures.
   *
   * @throws PipelineException if the configuration does not fit the data's target, and as {@link
   *     TrainingLoop#fit}
   */
  @Override
  public TrainingResult run(TrainingInput input, RunContext context) {
    TargetFit.require(config, input.dataset().schema().target());
    Dataset data = Dataset.open(input.dataset(), context.artifacts());
    ModelEvaluator.requireRows(data.test());
    Transfer.@Nullable Fitted given = fitted(input, context);
    TrainedGraph trained =
        TrainingLoop.fit(
            given == null ? untrained(input.dataset(), context) : given.graph(),
            data,
            input.augmentation(),
            config.training(),
            config.lossFor(data.train()),
            context);
    Artifact model = context.artifacts().put(MODEL_FILE, GraphFile.bytes(trained.graph()));
    try (Predictor predictor = new GraphPredictor(trained.graph(), context.threads())) {
      Progress progress = context.progress();
      Thresholds limits = ModelEvaluator.thresholds(predictor, data.validation(), progress);
      Evaluation validation =
          ModelEvaluator.evaluate(predictor, data.validation(), limits, progress);
      AnswerGallery gallery = new AnswerGallery(data.schema(), data.test(), limits, context.seed());
      Evaluation test = ModelEvaluator.evaluate(predictor, data.test(), limits, gallery, progress);
      LabelNoise noise = labelNoise(data.train(), context.seed());
      byte[] samples = AnsweredSamples.FORM.text(gallery.picked()).getBytes(UTF_8);
      return new TrainingResult(
          model,
          trained.bestEpoch(),
          trained.history(),
          validation,
          test,
          context.artifacts().put(SAMPLES_FILE, samples),
          given == null ? null : given.origin(),
          ModelEvaluator.calibration(predictor, data.validation(), data.test(), progress)
              .orElse(null),
          reference(data, context),
          noise,
          suspects(data, noise, context));
    }
  }

  private @Nullable Reference reference(Dataset data, RunContext context) {
    return config.reference().reference()
        ? Reference.measure(data, context.seed(), context.progress()).orElse(null)
        : null;
  }

  private @Nullable LabelNoise labelNoise(Split train, long seed) {
    return config.reference().labelNoise() ? LabelNoise.of(train, seed).orElse(null) : null;
  }

  private static @Nullable Artifact suspects(
      Dataset data, @Nullable LabelNoise noise, RunContext context) {
    if (noise == null || noise.suspects() == 0) {
      return null;
    }
    AnsweredSamples shown = noise.shown(data.schema(), data.train());
    return context.artifacts().put(SUSPECTS_FILE, AnsweredSamples.FORM.text(shown).getBytes(UTF_8));
  }

  private Transfer.@Nullable Fitted fitted(TrainingInput input, RunContext context) {
    GivenModel given = input.given();
    if (given == null) {
      return null;
    }
    Schema schema = input.dataset().schema();
    Preprocessing preprocessing = input.dataset().preprocessing();
    return config.training().epochs() == 0
        ? Transfer.trained(given, schema, preprocessing)
        : Transfer.start(given, schema, preprocessing, context.seed());
  }

  private ModelGraph untrained(DatasetManifest dataset, RunContext context) {
    Schema schema = dataset.schema();
    return config
        .network()
        .untrained(schema.features(), schema.target(), context.seed(), dataset.preprocessing());
  }

  @Override
  public StageReport report(TrainingResult output) {
    Map<String, Double> limits = new TreeMap<>(output.test().defaultLimits());
    limits.putAll(config.thresholds());
    List<Check> checks =
        limits.entrySet().stream()
            .map(limit -> config.judgedBy().check(output.test(), limit.getKey(), limit.getValue()))
            .collect(Collectors.toCollection(ArrayList::new));
    config.reference().gain().map(least -> gain(output, least)).ifPresent(checks::add);
    GateReport gate = GateReport.of("model_evaluation", checks, config.allowInconclusive());
    List<Artifact> files =
        Stream.of(output.model(), output.samples(), output.suspects())
            .filter(Objects::nonNull)
            .toList();
    ModelOrigin origin = output.origin();
    return new StageReport(
        Optional.of(gate),
        metrics(output),
        files,
        origin == null ? List.of() : origin.sentences("model"));
  }

  private static Check gain(TrainingResult output, double least) {
    Metric primary = output.test().primary();
    Reference reference = output.reference();
    double gain = reference == null ? Double.NaN : reference.gain(primary);
    return Check.atLeast(
        new Metric(
            "gain_over_reference",
            gain,
            primary.unit(),
            Direction.HIGHER_IS_BETTER,
            primary.samples()),
        least,
        "train for more epochs or another network, ship the simple model, or change"
            + " model_training.evaluation.reference_gain");
  }

  private List<Metric> metrics(TrainingResult output) {
    List<Metric> metrics = new ArrayList<>(chosen(output.test()));
    output.test().metrics().stream()
        .filter(metric -> metric.name().equals(LOSS))
        .map(metric -> named("test_" + LOSS, LOSS, metric.value(), output.test()))
        .forEach(metrics::add);
    if (output.history().isEmpty()) {
      metrics.addAll(validation(output.validation()));
      return metrics;
    }
    EpochMetrics best = output.history().get(output.bestEpoch() - 1);
    metrics.add(named("val_" + LOSS, LOSS, best.valLoss(), output.validation()));
    best.quality().entrySet().stream()
        .filter(each -> each.getKey().startsWith("val_"))
        .map(each -> validation(each.getKey(), each.getValue(), output))
        .forEach(metrics::add);
    long rows = output.validation().samples();
    metrics.add(new Metric("best_epoch", output.bestEpoch(), "epoch", Direction.NEUTRAL, rows));
    return metrics;
  }

  /** What an epoch would tell of validation, of a model that had none. */
  private static List<Metric> validation(Evaluation measured) {
    Set<String> told = Set.of(LOSS, measured.primary().name());
    return measured.metrics().stream()
        .filter(metric -> told.contains(metric.name()))
        .map(metric -> named("val_" + metric.name(), metric.name(), metric.value(), measured))
        .toList();
  }

  private List<Metric> chosen(Evaluation test) {
    return test.metrics().stream()
        .filter(metric -> !metric.name().equals(LOSS))
        .filter(metric -> config.metrics().isEmpty() || config.metrics().contains(metric.name()))
        .toList();
  }

  private static Metric validation(String name, double value, TrainingResult output) {
    return named(name, name.substring("val_".length()), value, output.validation());
  }

  /** A value with the unit and the direction of an evaluation's metric of the same kind. */
  private static Metric named(String name, String kind, double value, Evaluation like) {
    return like.metrics().stream()
        .filter(metric -> metric.name().equals(kind))
        .findFirst()
        .map(m -> new Metric(name, value, m.unit(), m.direction(), m.samples()))
        .orElseGet(() -> new Metric(name, value, LOSS, Direction.LOWER_IS_BETTER, like.samples()));
  }
}
