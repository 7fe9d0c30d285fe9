package io.edgeflow.deploy;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.FeatureSummary;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.deploy.bundle.BundleContent;
import io.edgeflow.deploy.bundle.GoldenSet;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.bundle.InferenceConfig.PostProcessing;
import io.edgeflow.deploy.bundle.InferenceConfig.Thresholds;
import io.edgeflow.deploy.bundle.ModelCard;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.ReleaseStore;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.rollout.ReplaySet;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.serving.Scores;
import io.edgeflow.deploy.trust.KeyFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a model file into a bundle and a bundle into a signed release. Golden answers and the
 * prediction baseline are those of the very file that is shipped.
 */
public final class ModelPackager {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPackager.class);

  /** Float kernels may sum in another order on another machine. */
  private static final double FLOAT_TOLERANCE = 1e-3;

  /** Integer kernels of different delegates differ by up to three steps of 1/255 of the range. */
  private static final double INTEGER_TOLERANCE = 0.02;

  private final DeployConfig.Packaging settings;

  /** A packager with settings. */
  public ModelPackager(DeployConfig.Packaging settings) {
    this.settings = settings;
  }

  /**
   * Packs a model with all that belongs to it. Equal inputs give equal bytes.
   *
   * @param facts measured numbers for the model card
   */
  public PackagedModel pack(
      ExportedModel model, Dataset dataset, Map<String, Double> facts, RunContext context) {
    InferenceConfig inference = inference(model, dataset);
    List<Scores> answers = new ArrayList<>();
    Split validation = dataset.validation();
    try (LoadedModel loaded = LoadedModel.open(context.artifacts().open(model.file()), inference)) {
      for (int row = 0; row < validation.rows(); row++) {
        answers.add(loaded.score(loaded.prepare(validation.raw(row))));
      }
    }
    GoldenSet golden = golden(validation, answers, model.precision());
    Baseline baseline = dataset.inputBaseline().with(predictions(answers));
    String card = ModelCard.of(inference, dataset.version(), facts, golden);
    BundleContent content =
        new BundleContent(
            context.artifacts().read(model.file()), inference, golden, baseline, card);
    byte[] archive = content.archive(settings.compress());
    return new PackagedModel(
        context.artifacts().put("bundle.zip", archive),
        content,
        inference,
        baseline,
        replay(validation, answers));
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

  private static boolean holds(
      Release release, PackagedModel packaged, KeyFolder keys, Instant now) {
    try {
      ReleaseStatement statement = release.signed().verify(keys.releaseKey());
      return statement.bundleSha256().equals(packaged.bundle().sha256())
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
        minRuntime(packaged.inference().format()),
        now,
        now.plus(Duration.ofDays(settings.validDays())),
        keys.developmentOnly());
  }

  /** The first runtimes that run what the writers emit: IR 9 with opset 17; per-channel int8. */
  private static String minRuntime(ExportedModel.Format format) {
    return switch (format) {
      case ONNX -> "1.15.0";
      case TFLITE -> "2.14.0";
    };
  }

  private InferenceConfig inference(ExportedModel model, Dataset dataset) {
    return new InferenceConfig(
        model.file().name(),
        model.format(),
        model.precision(),
        dataset.schema().featureShape(),
        dataset.preprocessing(),
        dataset.schema().labels(),
        PostProcessing.SOFTMAX,
        new Thresholds(settings.confidenceThreshold()));
  }

  private GoldenSet golden(Split validation, List<Scores> answers, Precision precision) {
    int rows = Math.min(settings.goldenRows(), validation.rows());
    if (rows == 0) {
      throw PipelineException.failed("The validation split is empty, so nothing can be golden")
          .remedy("give data_pipeline.split.validation a larger share")
          .build();
    }
    List<float[]> scores = answers.subList(0, rows).stream().map(Scores::toArray).toList();
    return new GoldenSet(
        IntStream.range(0, rows).mapToObj(validation::raw).toList(),
        scores,
        IntStream.range(0, rows).mapToObj(validation::label).toList(),
        tolerance(scores, precision));
  }

  private static double tolerance(List<float[]> scores, Precision precision) {
    if (precision == Precision.FP32) {
      return FLOAT_TOLERANCE;
    }
    double min = 0;
    double max = 0;
    for (float[] row : scores) {
      for (float score : row) {
        min = Math.min(min, score);
        max = Math.max(max, score);
      }
    }
    return INTEGER_TOLERANCE * (max - min);
  }

  private static Baseline predictions(List<Scores> answers) {
    return Baseline.of(
        answers.stream().map(scores -> FeatureSummary.ofScores(scores.toArray())).toList());
  }

  private static ReplaySet replay(Split validation, List<Scores> answers) {
    return new ReplaySet(
        IntStream.range(0, validation.rows()).mapToObj(validation::raw).toList(),
        answers.stream().map(Scores::label).toList());
  }
}
