package io.edgeflow.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
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
import io.edgeflow.train.evaluation.SliceEvaluation;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.reference.LabelNoise;
import io.edgeflow.train.reference.Reference;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.Transfer;
import java.util.List;
import java.util.Optional;
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
  /** The stage's name. */
  public static final String NAME = "model_training";

  /** The name of the trained model's file. */
  public static final String MODEL_FILE = "model.safetensors";

  private static final String SAMPLES_FILE = "answered_samples.json";
  private static final String SUSPECTS_FILE = "suspicious_labels.json";

  private final TrainConfig config;

  /** A stage with the given configuration. */
  public ModelTrainer(TrainConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return NAME;
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
      TrainingResult result =
          new TrainingResult(
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
              suspects(data, noise, context),
              null,
              null,
              null);
      return result.with(
          slices(predictor, data.test(), limits, input, context),
          wanted(input, context)
              .map(each -> each.with(result, predictor, data, limits))
              .orElse(null));
    }
  }

  /** What was kept of the same training, with what is asked of its model now. */
  public TrainingResult measuredAnew(TrainingResult kept, TrainingInput input, RunContext context) {
    List<String> columns =
        kept.measuredSlices().stream().map(SliceEvaluation::column).distinct().toList();
    boolean sliced = columns.equals(config.slices().columns());
    Optional<AcceptedComparison> wanted = wanted(input, context);
    boolean compared = wanted.map(each -> each.isOf(kept)).orElse(kept.comparison() == null);
    if (sliced && compared) {
      return kept;
    }
    ModelGraph graph = GraphFile.read(context.artifacts().open(kept.model()));
    Dataset data = Dataset.open(input.dataset(), context.artifacts());
    try (Predictor predictor = new GraphPredictor(graph, context.threads())) {
      Thresholds limits =
          ModelEvaluator.thresholds(predictor, data.validation(), context.progress());
      return kept.with(
          sliced ? kept.slices() : slices(predictor, data.test(), limits, input, context),
          compared
              ? kept.comparison()
              : wanted.map(each -> each.with(kept, predictor, data, limits)).orElse(null));
    }
  }

  private Optional<AcceptedComparison> wanted(TrainingInput input, RunContext context) {
    AcceptedModel accepted = input.accepted();
    return accepted == null
        ? Optional.empty()
        : config.noWorse().map(limit -> new AcceptedComparison(accepted, limit, context));
  }

  private @Nullable List<SliceEvaluation> slices(
      Predictor predictor, Split test, Thresholds limits, TrainingInput input, RunContext context) {
    List<String> columns = config.slices().columns();
    return columns.isEmpty()
        ? null
        : SliceEvaluation.measure(
            predictor,
            test,
            columns,
            input.slices(),
            context.artifacts(),
            limits,
            context.progress());
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
    return new TrainingReport(config).of(output);
  }
}
