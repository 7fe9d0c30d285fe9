package io.edgeflow.train.reference;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.tensor.Tensor;
import java.util.stream.IntStream;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/**
 * The first rows of a split as Tribuo takes them: as many as have {@value #MOST_NUMBERS} numbers
 * together. Rows lie in a drawn order, so the first are a sample.
 */
final class LinearRows {
  private static final int MOST_NUMBERS = 1 << 22;
  private static final int BATCH = 128;

  private final Split split;
  private final int rows;
  private final String[] names;

  private LinearRows(Split split) {
    int features = Math.toIntExact(split.spec().size());
    this.split = split;
    this.rows = Math.min(split.rows(), Math.max(1, MOST_NUMBERS / features));
    this.names = names(features);
  }

  static LinearRows of(Split split) {
    return new LinearRows(split);
  }

  /** Takes a row and its features. */
  @FunctionalInterface
  interface Taker {
    void take(int row, double[] features);
  }

  Split split() {
    return split;
  }

  int rows() {
    return rows;
  }

  void each(Taker taker) {
    for (int from = 0; from < rows; from += BATCH) {
      int to = Math.min(rows, from + BATCH);
      double[][] features = features(split.batch(from, to));
      for (int row = from; row < to; row++) {
        taker.take(row, features[row - from]);
      }
    }
  }

  <T extends Output<T>> ArrayExample<T> example(T output, double[] features) {
    return example(names, output, features);
  }

  static <T extends Output<T>> ArrayExample<T> example(
      String[] names, T output, double[] features) {
    return new ArrayExample<>(output, names, features);
  }

  /** Rows of a batch, flat. */
  static double[][] features(Tensor batch) {
    float[] values = batch.toFloats();
    int rows = batch.dim(0);
    double[][] features = new double[rows][values.length / rows];
    for (int i = 0; i < values.length; i++) {
      features[i / features[0].length][i % features[0].length] = values[i];
    }
    return features;
  }

  /** In the order of the features when sorted, which Tribuo does. */
  static String[] names(int features) {
    return IntStream.range(0, features).mapToObj("%08d"::formatted).toArray(String[]::new);
  }
}
