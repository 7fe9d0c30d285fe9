package io.edgeflow.deploy.testing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.FeatureSummary;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.ModelExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A real, tiny network on 4x4 images, and rows for it. */
public final class TinyModels {
  public static final int VALIDATION_ROWS = 40;
  public static final List<String> LABELS = List.of("left", "right", "none");
  private static final ImageShape RAW = new ImageShape(4, 4, 1);
  private static final ImageShape INPUT = new ImageShape(8, 8, 1);
  private static final List<String> COLUMNS =
      IntStream.range(0, RAW.size()).mapToObj(i -> "p" + i).toList();

  private TinyModels() {}

  /** A network with weights from a seed, as a file in the store. */
  public static ExportedModel model(ArtifactStore store, Format format, long seed) {
    byte[] bytes = ModelExporter.export(graph(seed), format, Precision.FP32);
    String name = ExportedModel.fileName(format, Precision.FP32);
    return new ExportedModel(store.put(name, bytes), format, Precision.FP32);
  }

  public static Preprocessing preprocessing() {
    PreprocessStep impute = new PreprocessStep.ImputeMean(Collections.nCopies(RAW.size(), 8f));
    PreprocessStep scale = new PreprocessStep.MinMax(List.of(0f), List.of(16f));
    return new Preprocessing(
        COLUMNS, RAW, INPUT, List.of(impute, scale, new PreprocessStep.Resize(RAW, INPUT)));
  }

  public static DatasetManifest dataset(ArtifactStore store) {
    Schema schema = new Schema(COLUMNS, "label", LABELS, RAW, INPUT);
    SplitFiles small = split(store, 8, 1);
    return new DatasetManifest(
        "0".repeat(64),
        schema,
        preprocessing(),
        baseline(),
        small,
        split(store, VALIDATION_ROWS, 2),
        small);
  }

  public static float[] row(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] row = new float[RAW.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextInt(17);
    }
    return row;
  }

  public static Baseline baseline() {
    var histogram = new HistogramCounter(HistogramCounter.edgesFor(0, 1)).snapshot();
    return new Baseline(
        Map.of(FeatureSummary.IMAGE_MEAN, histogram, FeatureSummary.IMAGE_CONTRAST, histogram));
  }

  private static ModelGraph graph(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new GraphBuilder("tiny", Shape.batchOf(1, 8, 8))
        .apply(
            "conv1",
            Conv2d.padded(1),
            Map.of(
                ConstantRole.WEIGHT,
                weights(random, 4, 1, 3, 3),
                ConstantRole.BIAS,
                weights(random, 4)))
        .apply("relu1", new Relu())
        .apply("pool1", new MaxPool2d(Size.square(2), Size.square(2)))
        .apply("flatten", new Flatten())
        .apply(
            "fc",
            new Linear(),
            Map.of(
                ConstantRole.WEIGHT,
                weights(random, LABELS.size(), 64),
                ConstantRole.BIAS,
                weights(random, LABELS.size())))
        .build(LABELS, preprocessing());
  }

  private static Constant weights(SplittableRandom random, int... dims) {
    float[] values = new float[IntStream.of(dims).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return Constant.trainable(Tensor.of(dims, values));
  }

  private static SplitFiles split(ArtifactStore store, int rows, long seed) {
    Preprocessing preprocessing = preprocessing();
    Path scratch = store.scratch();
    try (NpyWriter features =
            new NpyWriter(scratch.resolve("features"), ElementType.FLOAT32, 8, 8, 1);
        NpyWriter raw = new NpyWriter(scratch.resolve("raw"), ElementType.FLOAT32, RAW.size());
        NpyWriter labels = new NpyWriter(scratch.resolve("labels"), ElementType.INT32)) {
      for (int i = 0; i < rows; i++) {
        float[] row = row(seed * 1000 + i);
        raw.append(row);
        features.append(preprocessing.apply(row));
        labels.append(i % LABELS.size());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SplitFiles(
        rows,
        List.of(put(store, scratch, "features")),
        List.of(put(store, scratch, "raw")),
        List.of(put(store, scratch, "labels")));
  }

  private static Artifact put(ArtifactStore store, Path scratch, String name) {
    return store.put(name + ".npy", scratch.resolve(name));
  }
}
