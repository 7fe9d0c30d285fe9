package io.edgeflow.monitor;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small data sets of 2×2 images with values 0 to 16, labelled as {@link FakeFleet} predicts. */
public final class TestData {
  private static final List<String> COLUMNS = List.of("p0", "p1", "p2", "p3");
  private static final ImageShape SHAPE = new ImageShape(2, 2, 1);

  private TestData() {}

  /** Dark rows: most values are small, so that inversion moves their mean. */
  public static List<float[]> rows(long seed, int count) {
    Random random = new Random(seed);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] row = new float[COLUMNS.size()];
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (16 * Math.pow(random.nextDouble(), 3));
      }
      rows.add(row);
    }
    return rows;
  }

  /** A manifest whose test rows carry the right labels but for every tenth. */
  public static DatasetManifest manifest(
      ArtifactStore store, List<float[]> train, List<float[]> test) throws IOException {
    Schema schema = new Schema(COLUMNS, "label", List.of("dark", "bright"), SHAPE, SHAPE);
    return new DatasetManifest(
        "c".repeat(64),
        schema,
        new Preprocessing(COLUMNS, SHAPE, SHAPE, List.of()),
        new Baseline(Map.of()),
        split(store, train),
        split(store, List.of()),
        split(store, test));
  }

  /** The label of a test row. */
  public static int label(List<float[]> rows, int i) {
    int right = FakeFleet.predict(rows.get(i));
    return i % 10 == 9 ? 1 - right : right;
  }

  private static SplitFiles split(ArtifactStore store, List<float[]> rows) throws IOException {
    Path folder = store.scratch();
    Path raw = folder.resolve("raw.npy");
    Path labels = folder.resolve("labels.npy");
    Path features = folder.resolve("features.npy");
    try (NpyWriter out = new NpyWriter(raw, ElementType.FLOAT32, COLUMNS.size());
        NpyWriter same = new NpyWriter(features, ElementType.FLOAT32, 2, 2, 1);
        NpyWriter label = new NpyWriter(labels, ElementType.INT32)) {
      for (int i = 0; i < rows.size(); i++) {
        out.append(rows.get(i));
        same.append(rows.get(i));
        label.append(label(rows, i));
      }
    }
    return new SplitFiles(
        rows.size(),
        List.of(put(store, features)),
        List.of(put(store, raw)),
        List.of(put(store, labels)));
  }

  private static Artifact put(ArtifactStore store, Path file) {
    return store.put(file.getFileName().toString(), file);
  }
}
