package io.edgeflow.deploy.testing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Summaries;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.predict.Postprocessing;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Real, tiny networks, one a target, and rows for them. */
public final class TinyModels {
  public static final int VALIDATION_ROWS = 40;
  public static final List<String> LABELS = TinyTask.CLASSES.target().answers();
  private static final int TRAIN_ROWS = 200;
  private static final int TEST_ROWS = 60;
  private static final int ANOMALIES = 20;

  private TinyModels() {}

  /** A classifier with weights from a seed, as a file in the store. */
  public static ExportedModel model(ArtifactStore store, Format format, long seed) {
    return model(store, format, Precision.FP32, TinyTask.CLASSES, seed);
  }

  /** A network with weights from a seed, as a file in the store. */
  public static ExportedModel model(
      ArtifactStore store, Format format, Precision precision, TinyTask task, long seed) {
    ModelGraph graph = graph(task, seed);
    byte[] bytes =
        ModelExporter.export(
            precision == Precision.INT8 ? calibrated(graph, task) : graph, format, precision);
    String name = ExportedModel.fileName(format, precision);
    return new ExportedModel(store.put(name, bytes), format, precision);
  }

  public static Preprocessing preprocessing() {
    return TinyTask.CLASSES.preprocessing();
  }

  public static DatasetManifest dataset(ArtifactStore store) {
    return dataset(store, TinyTask.CLASSES);
  }

  /** Rows of a task; the last of the test rows are anomalies where these have a column. */
  public static DatasetManifest dataset(ArtifactStore store, TinyTask task) {
    return new DatasetManifest(
        "0".repeat(64),
        new Schema(task.columns(), task.raw(), task.input(), task.target()),
        task.preprocessing(),
        baseline(task),
        split(store, task, TRAIN_ROWS, 1, 0),
        split(store, task, VALIDATION_ROWS, 2, 0),
        split(store, task, TEST_ROWS, 3, task == TinyTask.SELF ? ANOMALIES : 0));
  }

  public static float[] row(long seed) {
    return TinyTask.CLASSES.row(seed);
  }

  public static Baseline baseline() {
    return baseline(TinyTask.CLASSES);
  }

  /** The largest error of the validation rows' reconstruction; null for another target. */
  public static @Nullable Double threshold(ArtifactStore store, TinyTask task, long seed) {
    if (task != TinyTask.SELF) {
      return null;
    }
    Split rows = Dataset.open(dataset(store, task), store).validation();
    Tensor features = rows.batch(0, rows.rows());
    try (Predictor reference = new ReferenceRuntime(graph(task, seed))) {
      Tensor errors = Postprocessing.answers(task.target(), features, reference.predict(features));
      return IntStream.range(0, rows.rows())
          .mapToDouble(row -> errors.floatRow(row)[0])
          .max()
          .orElseThrow();
    }
  }

  private static ModelGraph graph(TinyTask task, long seed) {
    return task.network(seed).build(task.target(), task.preprocessing());
  }

  private static ModelGraph calibrated(ModelGraph graph, TinyTask task) {
    int rows = 50;
    float[] values = new float[rows * task.input().size()];
    for (int row = 0; row < rows; row++) {
      float[] features = task.preprocessing().apply(task.row(row));
      System.arraycopy(features, 0, values, row * features.length, features.length);
    }
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    new ReferenceRuntime(graph)
        .run(
            Tensor.of(task.input().dims(rows), values),
            (tensor, numbers) -> {
              for (float number : numbers) {
                ranges.merge(tensor, new ValueRange(number, number), ValueRange::union);
              }
            });
    return graph.withRanges(ranges);
  }

  private static Baseline baseline(TinyTask task) {
    List<float[]> features =
        IntStream.range(0, TRAIN_ROWS)
            .mapToObj(i -> task.preprocessing().apply(task.row(1000 + i)))
            .toList();
    return Baseline.of(
        Summaries.ofInput(task.input(), task.columns()), task.input().channels(), features);
  }

  private static SplitFiles split(
      ArtifactStore store, TinyTask task, int rows, long seed, int anomalies) {
    Path scratch = store.scratch();
    int[] dims = task.input().dims(1);
    int[] rowDims = IntStream.of(dims).skip(1).toArray();
    try (NpyWriter features =
            new NpyWriter(scratch.resolve("features"), task.input().type(), rowDims);
        NpyWriter raw =
            new NpyWriter(scratch.resolve("raw"), task.raw().type(), task.raw().size());
        NpyWriter truths = truths(scratch.resolve("truths"), task.target())) {
      for (int i = 0; i < rows; i++) {
        boolean anomaly = i >= rows - anomalies;
        float[] row = anomaly ? task.anomaly(seed * 1000 + i) : task.row(seed * 1000 + i);
        raw.append(row);
        features.append(task.preprocessing().prepared(row));
        append(truths, task.target(), i, anomaly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SplitFiles(
        rows,
        List.of(put(store, scratch, "features")),
        List.of(put(store, scratch, "raw")),
        List.of(put(store, scratch, "truths")));
  }

  private static NpyWriter truths(Path file, Target target) throws IOException {
    int[] dims =
        target.output().id().equals("values") ? new int[] {target.truth().size()} : new int[0];
    return new NpyWriter(file, target.truthType(), dims);
  }

  private static void append(NpyWriter truths, Target target, int row, boolean anomaly)
      throws IOException {
    Object truth =
        target.map(
            new Target.Cases<Object>() {
              @Override
              public Object classes(ClassTarget classes) {
                return row % classes.labels().size();
              }

              @Override
              public Object values(ValueTarget values) {
                return new float[] {165 + row % 10, 64.5f + row % 3};
              }

              @Override
              public Object self(SelfTarget self) {
                return anomaly ? 1 : 0;
              }
            });
    if (truth instanceof Integer whole) {
      truths.append(whole);
    } else {
      truths.append((float[]) truth);
    }
  }

  private static Artifact put(ArtifactStore store, Path scratch, String name) {
    return store.put(name + ".npy", scratch.resolve(name));
  }
}
