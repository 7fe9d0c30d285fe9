package io.edgeflow.deploy.bundle;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Raw validation rows with the answers that the shipped file itself gave when it was packaged. A
 * device that answers otherwise runs another model, or runs it wrongly.
 *
 * @param rows FLOAT32 {@code [rows, columns]}, NaN where missing
 * @param answers FLOAT32 {@code [rows, numbers]}, see {@code Postprocessing}
 * @param truths what is true of each row, INT32 {@code [rows]} or FLOAT32 {@code [rows, values]};
 *     null when it is not known
 * @param tolerance the largest difference that still counts as equal, in units of {@link
 *     AnswerScale}
 */
public record GoldenSet(Tensor rows, Tensor answers, @Nullable Tensor truths, double tolerance) {
  private static final PersistedForm<Index> FORM =
      PersistedForm.strict("golden set", Index.class, 2)
          .upgrading(1, IndexV1.class, IndexV1::current);
  static final String INDEX = "golden.json";
  private static final String ROWS = "golden_rows.npy";
  private static final String ANSWERS = "golden_answers.npy";
  private static final String TRUTHS = "golden_truths.npy";
  private static final String SCORES = "golden_scores.npy";

  /** Checks that the parts fit each other. */
  public GoldenSet {
    boolean fits =
        isMatrix(rows)
            && isMatrix(answers)
            && rows.dim(0) > 0
            && answers.dim(0) == rows.dim(0)
            && (truths == null || (truths.rank() > 0 && truths.dim(0) == rows.dim(0)));
    if (!fits) {
      throw new IllegalArgumentException(rows + " rows, " + answers + " answers, truths " + truths);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("A tolerance of " + tolerance);
    }
  }

  /**
   * The document beside the arrays.
   *
   * @param truths whether there is an array of them
   * @param labels where version 1 had the true classes; null since
   */
  private record Index(
      int rows, double tolerance, boolean truths, @Nullable List<Integer> labels) {}

  private record IndexV1(int rows, double tolerance, List<Integer> labels) {
    private Index current() {
      return new Index(rows, tolerance, false, List.copyOf(labels));
    }
  }

  /** How many rows. */
  public int size() {
    return rows.dim(0);
  }

  /** The files of this set: an index, and an array each. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    String index = FORM.pretty(new Index(size(), tolerance, truths != null, null));
    files.put(INDEX, index.getBytes(StandardCharsets.UTF_8));
    files.put(ROWS, npy(rows));
    files.put(ANSWERS, npy(answers));
    if (truths != null) {
      files.put(TRUTHS, npy(truths));
    }
    return files;
  }

  static GoldenSet read(Path folder) {
    Index index = FORM.read(folder.resolve(INDEX));
    List<Integer> labels = index.labels();
    Tensor answers = array(folder.resolve(labels == null ? ANSWERS : SCORES));
    Tensor truths = index.truths() ? array(folder.resolve(TRUTHS)) : null;
    if (labels != null) {
      int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
      truths = Tensor.of(new int[] {classes.length}, classes);
    }
    return new GoldenSet(array(folder.resolve(ROWS)), answers, truths, index.tolerance());
  }

  private static boolean isMatrix(Tensor tensor) {
    return tensor.type() == ElementType.FLOAT32 && tensor.rank() == 2;
  }

  private static byte[] npy(Tensor array) {
    byte[] header = Npy.header(array.type(), array.dims());
    return ByteBuffer.allocate(header.length + array.bytes().remaining())
        .put(header)
        .put(array.bytes())
        .array();
  }

  /** A copy: the file may go. */
  private static Tensor array(Path file) {
    Npy array = Npy.map(file);
    ByteBuffer copy = ByteBuffer.allocateDirect(array.data().remaining());
    copy.put(array.data().duplicate()).flip();
    int[] dims = array.dims().stream().mapToInt(Integer::intValue).toArray();
    return Tensor.wrap(array.type(), dims, copy);
  }
}
