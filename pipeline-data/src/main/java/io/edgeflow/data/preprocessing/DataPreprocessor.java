package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.FeatureSummary;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Turns valid rows into a split data set on files: split by label, preprocessing fitted on the
 * training rows only, features and raw values as {@code .npy} shards below 1 GiB. Rows are
 * streamed: memory is bounded by the engine's limit and does not grow with the data. Equal rows,
 * configuration and seed give equal bytes, whatever the number of threads.
 */
public final class DataPreprocessor {
  private static final long MAX_SHARD_BYTES = (1L << 30) - 1;

  private final PreprocessingConfig config;
  private final SplitConfig shares;
  private final int memoryMb;
  private final long maxShardBytes;

  /**
   * A preprocessor.
   *
   * @param memoryMb memory for the engine's buffers, in MiB
   */
  public DataPreprocessor(PreprocessingConfig config, SplitConfig shares, int memoryMb) {
    this(config, shares, memoryMb, MAX_SHARD_BYTES);
  }

  DataPreprocessor(
      PreprocessingConfig config, SplitConfig shares, int memoryMb, long maxShardBytes) {
    this.config = config;
    this.shares = shares;
    this.memoryMb = memoryMb;
    this.maxShardBytes = maxShardBytes;
  }

  /**
   * Fits preprocessing on training rows alone: mean imputation a column, then minimum and maximum,
   * then mean and deviation a channel, then resizing, as far as they are wanted. A step sees the
   * rows as the steps before it leave them.
   *
   * <pre>{@code
   * Preprocessing fitted =
   *     DataPreprocessor.fit(schema, PreprocessingConfig.defaults(), List.of(rowA, rowB));
   * float[] features = fitted.apply(rowC);
   * }</pre>
   *
   * @param train raw rows, NaN where missing; iterated up to three times, in the same order
   * @throws PipelineException if a column has no value at all
   */
  public static Preprocessing fit(
      Schema schema, PreprocessingConfig config, Iterable<float[]> train) {
    return PreprocessingFit.fit(schema, config, train);
  }

  /**
   * Makes the data set.
   *
   * @param validRows the Parquet file that {@code DataValidator} wrote
   * @throws PipelineException if a class has too few rows for the three splits
   */
  public DatasetManifest prepare(
      Artifact validRows, String dataVersion, Schema schema, RunContext context) {
    try (WorkFolder folder = WorkFolder.in(context.artifacts())) {
      Map<SplitName, RawSplit> raw = split(validRows, schema, folder, context);
      Preprocessing fitted = fit(schema, config, raw(raw, SplitName.TRAIN).values());
      Map<SplitName, Shards> features = new EnumMap<>(SplitName.class);
      for (SplitName split : SplitName.values()) {
        features.put(split, features(split, raw(raw, split), fitted, folder));
      }
      Shards train = shards(features, SplitName.TRAIN);
      return new DatasetManifest(
          dataVersion,
          schema,
          fitted,
          Baseline.of(() -> train.stream().map(FeatureSummary::ofInput).iterator()),
          files(SplitName.TRAIN, raw, features, context),
          files(SplitName.VALIDATION, raw, features, context),
          files(SplitName.TEST, raw, features, context));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the data set").cause(e).build();
    }
  }

  private Map<SplitName, RawSplit> split(
      Artifact validRows, Schema schema, WorkFolder folder, RunContext context) throws IOException {
    Map<SplitName, RawSplit> raw = new EnumMap<>(SplitName.class);
    try (DataEngine engine = DataEngine.duckDb(folder, memoryMb, context.threads())) {
      RowSplitter splitter =
          new RowSplitter(engine, context.artifacts().open(validRows), shares, context.seed());
      splitter.check(schema.labels());
      for (SplitName split : SplitName.values()) {
        try (Progress.Task task =
            context.progress().start("split " + split.id(), splitter.rows(split), "rows")) {
          raw.put(
              split,
              RawSplit.write(
                  splitter, split, schema.columns().size(), folder, maxShardBytes, task));
        }
      }
    }
    return raw;
  }

  private Shards features(SplitName split, RawSplit raw, Preprocessing fitted, WorkFolder folder)
      throws IOException {
    ImageShape shape = fitted.output();
    Shards features =
        new Shards(
            folder,
            split.id() + ".features",
            ElementType.FLOAT32,
            maxShardBytes,
            shape.height(),
            shape.width(),
            shape.channels());
    try (features) {
      for (float[] row : raw.values()) {
        features.append(fitted.apply(row));
      }
    }
    return features;
  }

  private static SplitFiles files(
      SplitName split,
      Map<SplitName, RawSplit> raw,
      Map<SplitName, Shards> features,
      RunContext context) {
    RawSplit rows = raw(raw, split);
    return new SplitFiles(
        rows.values().rows(),
        shards(features, split).store(context.artifacts()),
        rows.values().store(context.artifacts()),
        rows.labels().store(context.artifacts()));
  }

  private static RawSplit raw(Map<SplitName, RawSplit> raw, SplitName split) {
    return Objects.requireNonNull(raw.get(split));
  }

  private static Shards shards(Map<SplitName, Shards> features, SplitName split) {
    return Objects.requireNonNull(features.get(split));
  }
}
