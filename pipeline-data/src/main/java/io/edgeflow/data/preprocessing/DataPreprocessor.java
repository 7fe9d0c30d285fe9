package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Summaries;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.WorkFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the splits of raw rows into a data set: preprocessing and the scale of values are fitted on
 * the training rows only, and what is done once is done and stored. Rows are streamed: memory does
 * not grow with the data. Equal rows and configuration give equal bytes.
 */
public final class DataPreprocessor {
  private static final long MAX_SHARD_BYTES = (1L << 30) - 1;
  private static final Baseline NO_BASELINE = new Baseline(List.of(), Map.of());

  private final PreprocessingConfig config;
  private final SplitConfig split;
  private final long maxShardBytes;

  /**
   * A preprocessor.
   *
   * @param split how the rows were dealt, for messages
   */
  public DataPreprocessor(PreprocessingConfig config, SplitConfig split) {
    this(config, split, MAX_SHARD_BYTES);
  }

  DataPreprocessor(PreprocessingConfig config, SplitConfig split, long maxShardBytes) {
    this.config = config;
    this.split = split;
    this.maxShardBytes = maxShardBytes;
  }

  /**
   * Fits preprocessing on training rows alone: what stands for missing values and resizing, as far
   * as they are wanted; then what scales a channel. A step sees the rows as the steps before it
   * leave them. Without resizing, nothing is prepared, and imputation is the first step of the
   * second part.
   *
   * <pre>{@code
   * Preprocessing fitted =
   *     DataPreprocessor.fit(schema, PreprocessingConfig.defaults(), List.of(rowA, rowB));
   * float[] features = fitted.apply(rowC);
   * }</pre>
   *
   * @param train raw rows, NaN where missing; iterated several times, in the same order
   * @throws PipelineException if a column has no value at all
   */
  public static Preprocessing fit(
      Schema schema, PreprocessingConfig config, Iterable<float[]> train) {
    PreprocessingFit fit = new PreprocessingFit(schema, config, null);
    Preprocessing first = preprocessing(fit.schema(), fit.prepare(train), List.of());
    List<PreprocessStep> scale = fit.scale(Rows.mapped(train, first::prepared));
    return preprocessing(fit.schema(), first.prepare(), scale);
  }

  /**
   * Makes the data set.
   *
   * @throws PipelineException if a class has too few rows for the three splits, if a split has no
   *     rows, or if a value to be predicted is constant
   */
  public DatasetManifest prepare(RawSplits splits, String dataVersion, RunContext context) {
    SplitCheck.require(splits, split);
    PreprocessingFit fit = new PreprocessingFit(splits.schema(), config, splits.encode());
    DatasetManifest raw = unprepared(splits, dataVersion);
    Split rawTrain = train(raw, context);
    List<PreprocessStep> steps = fit.prepare(rawTrain.raw());
    DatasetManifest prepared =
        steps.isEmpty() ? raw : prepared(raw, splits, fit.schema(), steps, context);
    Split train = train(prepared, context);
    List<PreprocessStep> scale =
        steps.isEmpty()
            ? fit.scale(train.raw(), tally(train, context))
            : fit.scale(train.features());
    Target target = splits.schema().target().map(new TargetFit(train));
    return withBaseline(scaled(prepared, target, scale), context);
  }

  private static @Nullable ByteTally tally(Split train, RunContext context) {
    return train.holdsBytes()
        ? ByteTally.of(
            train.bytes(IntStream.range(0, train.rows()).toArray()),
            train.spec().channels(),
            train.spec().size(),
            context.threads())
        : null;
  }

  /** The raw rows as features. */
  private static DatasetManifest unprepared(RawSplits splits, String dataVersion) {
    Schema given = splits.schema();
    Schema schema = new Schema(given.columns(), given.raw(), given.raw(), given.target());
    return new DatasetManifest(
        dataVersion,
        schema,
        preprocessing(schema, List.of(), List.of()),
        NO_BASELINE,
        splits.train().with(splits.train().raw()),
        splits.validation().with(splits.validation().raw()),
        splits.test().with(splits.test().raw()));
  }

  private DatasetManifest prepared(
      DatasetManifest raw,
      RawSplits splits,
      Schema schema,
      List<PreprocessStep> steps,
      RunContext context) {
    Preprocessing first = preprocessing(schema, steps, List.of());
    Dataset rows = Dataset.open(raw, context.artifacts());
    try (WorkFolder folder = WorkFolder.in(context.artifacts())) {
      return new DatasetManifest(
          raw.dataVersion(),
          schema,
          first,
          NO_BASELINE,
          splits.train().with(features(rows.train(), first, folder, context)),
          splits.validation().with(features(rows.validation(), first, folder, context)),
          splits.test().with(features(rows.test(), first, folder, context)));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the data set").cause(e).build();
    }
  }

  private List<Artifact> features(
      Split rows, Preprocessing first, WorkFolder folder, RunContext context) throws IOException {
    int[] dims = first.output().dims(1);
    Shards features =
        new Shards(
            folder,
            rows.name() + ".features",
            ElementType.FLOAT32,
            maxShardBytes,
            Arrays.copyOfRange(dims, 1, dims.length));
    try (features;
        Progress.Task task =
            context.progress().start("prepare " + rows.name(), rows.rows(), "rows")) {
      for (float[] row : rows.raw()) {
        features.append(first.prepared(row));
        task.step(1);
      }
    }
    return features.store(context.artifacts());
  }

  private static DatasetManifest scaled(
      DatasetManifest prepared, Target target, List<PreprocessStep> scale) {
    Schema schema = prepared.schema();
    return new DatasetManifest(
        prepared.dataVersion(),
        new Schema(schema.columns(), schema.raw(), schema.features(), target),
        preprocessing(schema, prepared.preprocessing().prepare(), scale),
        NO_BASELINE,
        prepared.train(),
        prepared.validation(),
        prepared.test());
  }

  private static DatasetManifest withBaseline(DatasetManifest scaled, RunContext context) {
    Split train = train(scaled, context);
    Schema schema = scaled.schema();
    int channels = schema.features().channels();
    List<Summary> summaries =
        Summaries.ofInput(schema.features(), scaled.preprocessing().numbers());
    return new DatasetManifest(
        scaled.dataVersion(),
        schema,
        scaled.preprocessing(),
        Baseline.of(
            summaries,
            taker ->
                train
                    .features()
                    .each(
                        context.threads(),
                        row -> Summaries.values(summaries, channels, row),
                        taker)),
        scaled.train(),
        scaled.validation(),
        scaled.test());
  }

  private static Preprocessing preprocessing(
      Schema schema, List<PreprocessStep> prepare, List<PreprocessStep> scale) {
    return new Preprocessing(
        schema.columns(),
        schema.raw().of(ElementType.FLOAT32),
        prepare,
        schema.features().of(ElementType.FLOAT32),
        scale);
  }

  private static Split train(DatasetManifest manifest, RunContext context) {
    return Dataset.open(manifest, context.artifacts()).train();
  }
}
