package io.edgeflow.deploy;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.bundle.AnswerScale;
import io.edgeflow.deploy.bundle.BundleContent;
import io.edgeflow.deploy.bundle.GoldenSet;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.bundle.ModelCard;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.ReleaseStore;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.rollout.ReplaySet;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.formats.ModelFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a model file into a bundle and a bundle into a signed release. Golden answers and the
 * baseline of answers are those of the very file that is shipped.
 */
public final class ModelPackager {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPackager.class);

  /** Float kernels may sum in another order on another machine. */
  private static final double FLOAT_TOLERANCE = 1e-3;

  /** Integer kernels of different delegates differ by up to three steps of 1/255 of the range. */
  private static final double INTEGER_TOLERANCE = 0.02;

  /** The most rows that devices are asked, whose answers are kept in memory. */
  private static final int REPLAY_ROWS = 10_000;

  /** The fact that says on how many samples the others were measured. */
  public static final String TEST_SAMPLES = "test_samples";

  private final Packaging settings;

  /** A packager with settings. */
  public ModelPackager(DeployConfig config) {
    this.settings = config.packaging();
  }

  /**
   * Packs a model with all that belongs to it. Equal inputs give equal bytes. The shipped file runs
   * over the validation rows once, in batches; memory does not grow with their number.
   *
   * @param facts measured numbers for the model card
   * @param origins where the model came from, by name, for the model card
   * @param anomalyThreshold the largest reconstruction error of a normal sample; null unless the
   *     target is the sample itself
   */
  public PackagedModel pack(
      ExportedModel model,
      Dataset dataset,
      Map<String, Double> facts,
      Map<String, String> origins,
      @Nullable Double anomalyThreshold,
      RunContext context) {
    InferenceConfig inference = inference(model, dataset, anomalyThreshold);
    Split validation = dataset.validation();
    if (validation.rows() == 0) {
      throw PipelineException.failed("The validation split is empty, so nothing can be golden")
          .remedy("give data_pipeline.split.validation a larger share")
          .build();
    }
    try (LoadedModel loaded = LoadedModel.open(context.artifacts().open(model.file()), inference);
        ShippedAnswers answers =
            ShippedAnswers.of(loaded, validation, context.artifacts().scratch())) {
      GoldenSet golden = golden(inference, validation, answers);
      Baseline baseline =
          dataset
              .inputBaseline()
              .with(answers.baseline())
              .withQuality(quality(inference.target(), facts));
      String card = ModelCard.of(inference, dataset.version(), origins, facts, golden);
      byte[] file = context.artifacts().read(model.file());
      BundleContent content = new BundleContent(file, inference, golden, baseline, card);
      return new PackagedModel(
          context.artifacts().put("bundle.zip", content.archive(settings.compress())),
          content,
          inference,
          baseline,
          ModelFiles.oldestRuntime(context.artifacts().open(model.file()), model.format()),
          replay(inference, validation, answers, context.seed()));
    }
  }

  /** What the evaluator measured of this file, of the metric that devices can count. */
  private static @Nullable Metric quality(Target target, Map<String, Double> facts) {
    Metric live = LiveQuality.metric(target, Map.of(), 0);
    Double measured = facts.get(live.name());
    long samples = Math.round(facts.getOrDefault(TEST_SAMPLES, 0.0));
    return measured == null
        ? null
        : new Metric(live.name(), measured, live.unit(), live.direction(), samples);
  }

  /**
   * Makes a bundle the next release, or gives the newest release when it is this very bundle.
   *
   * @param above the highest version that any target has run; the release's is not below it
   */
  public Release release(PackagedModel packaged, long above, KeyFolder keys, RunContext context) {
    ReleaseStore store = new ReleaseStore(context.workspace().releases());
    long newest = store.newest().orElse(0);
    Optional<Release> same =
        Optional.of(newest)
            .filter(version -> version >= Math.max(1, above))
            .map(store::open)
            .filter(release -> holds(release, packaged, keys, context.clock().instant()));
    if (same.isPresent()) {
      return same.get();
    }
    long version = Math.max(newest, above) + 1;
    ReleaseStatement statement = statement(packaged, version, keys, context);
    return store.publish(
        version,
        context.artifacts().read(packaged.bundle()),
        SignedStatement.sign(statement, keys.signer()));
  }

  private boolean holds(Release release, PackagedModel packaged, KeyFolder keys, Instant now) {
    try {
      ReleaseStatement statement = release.signed().verify(keys.releaseKey());
      return statement.bundleSha256().equals(packaged.bundle().sha256())
          && Objects.equals(statement.meantFor(), meantFor())
          && now.isBefore(statement.expiresAt());
    } catch (RefusedException | PipelineException e) {
      LOG.warn("The newest release {} is left alone", release.folder(), e);
      return false;
    }
  }

  private ReleaseStatement statement(
      PackagedModel packaged, long version, KeyFolder keys, RunContext context) {
    Instant now = context.clock().instant();
    return new ReleaseStatement(
        ReleaseStatement.SCHEMA,
        version,
        packaged.bundle().sha256(),
        packaged.bundle().bytes(),
        packaged.content().manifestSha256(),
        packaged.content().modelSha256(),
        packaged.inference().format(),
        packaged.inference().precision(),
        packaged.minRuntime(),
        now,
        now.plus(Duration.ofDays(settings.validDays())),
        keys.developmentOnly(),
        meantFor());
  }

  private ReleaseStatement.@Nullable MeantFor meantFor() {
    return settings.product().isEmpty() && settings.hardware().isEmpty()
        ? null
        : new ReleaseStatement.MeantFor(settings.product().orElse(null), settings.hardware());
  }

  private InferenceConfig inference(
      ExportedModel model, Dataset dataset, @Nullable Double anomalyThreshold) {
    Target target = dataset.schema().target();
    Thresholds thresholds = new Thresholds(settings.confidenceThreshold(), null);
    if (target.output() == OutputKind.RECONSTRUCTION) {
      thresholds = thresholds.withAnomaly(requireThreshold(anomalyThreshold));
    }
    return new InferenceConfig(
        model.file().name(),
        model.format(),
        model.precision(),
        dataset.preprocessing().output().of(ElementType.FLOAT32),
        dataset.preprocessing(),
        target,
        thresholds);
  }

  private static double requireThreshold(@Nullable Double anomalyThreshold) {
    if (anomalyThreshold == null) {
      throw PipelineException.failed("The threshold of anomalies is not known")
          .remedy("give the evaluation's threshold to the deployment")
          .build();
    }
    return anomalyThreshold;
  }

  private GoldenSet golden(InferenceConfig config, Split validation, ShippedAnswers answers) {
    int rows = Math.min(settings.goldenRows(), validation.rows());
    return new GoldenSet(
        validation.rawRows(IntStream.range(0, rows).toArray()),
        answers.of(IntStream.range(0, rows).toArray()),
        validation.labeled() ? validation.truths(0, rows) : null,
        tolerance(config, answers.of(IntStream.range(0, rows).toArray())));
  }

  private static double tolerance(InferenceConfig config, Tensor answers) {
    if (!config.precision().integerProducts()) {
      return FLOAT_TOLERANCE;
    }
    AnswerScale scale = AnswerScale.of(config.target(), config.thresholds());
    double min = 0;
    double max = 0;
    for (int row = 0; row < answers.dim(0); row++) {
      float[] numbers = answers.floatRow(row);
      for (int i = 0; i < numbers.length; i++) {
        min = Math.min(min, scale.of(i, numbers[i]));
        max = Math.max(max, scale.of(i, numbers[i]));
      }
    }
    return INTEGER_TOLERANCE * (max - min);
  }

  /** Validation rows in random order, at most {@value #REPLAY_ROWS}, which are read when sent. */
  private static ReplaySet replay(
      InferenceConfig config, Split validation, ShippedAnswers answers, long seed) {
    int[] order =
        Arrays.copyOf(
            KeyedRandom.of(seed, REPLAY_ROWS).permutation(validation.rows()),
            Math.min(REPLAY_ROWS, validation.rows()));
    return new ReplaySet(
        config.target(),
        config.thresholds(),
        wanted -> validation.rawRows(IntStream.of(wanted).map(row -> order[row]).toArray()),
        answers.of(order),
        validation.labeled() ? validation.truths(order) : null);
  }
}
