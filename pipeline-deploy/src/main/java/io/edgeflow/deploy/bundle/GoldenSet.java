package io.edgeflow.deploy.bundle;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Raw validation rows with the answers that the shipped file itself gave when it was packaged. A
 * device that answers otherwise runs another model, or runs it wrongly.
 *
 * @param rows raw rows, NaN where missing
 * @param scores the expected scores of each row, before softmax
 * @param labels the true labels
 * @param tolerance the largest difference of a score that still counts as equal
 */
public record GoldenSet(
    List<float[]> rows, List<float[]> scores, List<Integer> labels, double tolerance) {
  private static final PersistedForm<Index> FORM =
      PersistedForm.strict("golden set", Index.class, 1);
  private static final String INDEX = "golden.json";
  private static final String ROWS = "golden_rows.npy";
  private static final String SCORES = "golden_scores.npy";

  /** Copies the lists and checks that they fit each other. */
  public GoldenSet {
    rows = List.copyOf(rows);
    scores = List.copyOf(scores);
    labels = List.copyOf(labels);
    if (rows.isEmpty() || rows.size() != scores.size() || rows.size() != labels.size()) {
      throw new IllegalArgumentException(
          rows.size() + " rows, " + scores.size() + " scores, " + labels.size() + " labels");
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("A tolerance of " + tolerance);
    }
  }

  private record Index(int rows, double tolerance, List<Integer> labels) {}

  /** The three files of this set: an index, the rows and the scores. */
  Map<String, byte[]> files() {
    Index index = new Index(rows.size(), tolerance, labels);
    return Map.of(
        INDEX, Json.pretty(index).getBytes(StandardCharsets.UTF_8),
        ROWS, npy(rows),
        SCORES, npy(scores));
  }

  static GoldenSet read(Path folder) {
    Index index = FORM.read(folder.resolve(INDEX));
    return new GoldenSet(
        matrix(folder.resolve(ROWS)),
        matrix(folder.resolve(SCORES)),
        index.labels(),
        index.tolerance());
  }

  private static byte[] npy(List<float[]> matrix) {
    int columns = matrix.get(0).length;
    byte[] header = Npy.header(ElementType.FLOAT32, matrix.size(), columns);
    ByteBuffer out =
        ByteBuffer.allocate(header.length + matrix.size() * columns * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    for (float[] row : matrix) {
      for (float value : row) {
        out.putFloat(value);
      }
    }
    return out.array();
  }

  private static List<float[]> matrix(Path file) {
    Npy array = Npy.map(file);
    FloatBuffer values = array.data().asFloatBuffer();
    List<float[]> matrix = new ArrayList<>();
    for (int i = 0; i < array.rows(); i++) {
      float[] row = new float[array.rowBytes() / Float.BYTES];
      values.get(row);
      matrix.add(row);
    }
    return matrix;
  }
}
