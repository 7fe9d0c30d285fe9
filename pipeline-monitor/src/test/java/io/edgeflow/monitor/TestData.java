package io.edgeflow.monitor;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
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
    return manifest(store, FakeTask.CLASSES, train, test);
  }

  /** The same for another task. */
  public static DatasetManifest manifest(
      ArtifactStore store, FakeTask task, List<float[]> train, List<float[]> test)
      throws IOException {
    return new DatasetManifest(
        "c".repeat(64),
        new Schema(COLUMNS, task.sample(), task.sample(), task.target()),
        new Preprocessing(COLUMNS, task.sample(), List.of(), task.sample(), List.of()),
        new Baseline(List.of(), Map.of()),
        split(store, task, train),
        split(store, task, List.of()),
        split(store, task, test));
  }

  /** The label of a test row. */
  public static int label(List<float[]> rows, int i) {
    int right = FakeFleet.predict(rows.get(i));
    return i % 10 == 9 ? 1 - right : right;
  }

  private static SplitFiles split(ArtifactStore store, FakeTask task, List<float[]> rows)
      throws IOException {
    Path folder = store.scratch();
    Path raw = folder.resolve("raw.npy");
    Path truths = folder.resolve("truths.npy");
    int[] dims = task == FakeTask.VALUES ? new int[] {1} : new int[0];
    try (NpyWriter out = new NpyWriter(raw, ElementType.FLOAT32, COLUMNS.size());
        NpyWriter truth = new NpyWriter(truths, task.target().truthType(), dims)) {
      for (int i = 0; i < rows.size(); i++) {
        out.append(rows.get(i));
        float[] row = rows.get(i);
        switch (task) {
          case CLASSES -> truth.append(label(rows, i));
          case VALUES -> truth.append(new float[] {task.answer(row)[0] + (i % 2) - 0.5f});
          case SELF -> truth.append(FakeTask.mean(row) > 16 ? 1 : 0);
        }
      }
    }
    List<Artifact> rawFiles = List.of(put(store, raw));
    return new SplitFiles(rows.size(), rawFiles, rawFiles, List.of(put(store, truths)));
  }

  private static Artifact put(ArtifactStore store, Path file) {
    return store.put(file.getFileName().toString(), file);
  }
}
