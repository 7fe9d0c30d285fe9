package io.edgeflow.train.loss;

import java.nio.ByteBuffer;

/** What the outputs of a batch are compared with: a class a row, or numbers. */
public final class BatchTruth {
  private static final int[] NO_LABELS = {};
  private static final float[] NO_NUMBERS = {};

  private final int rows;
  private final int[] labels;
  private final float[] numbers;

  private BatchTruth(int rows, int[] labels, float[] numbers) {
    this.rows = rows;
    this.labels = labels;
    this.numbers = numbers;
  }

  /** One class a row; the array is not copied. */
  public static BatchTruth classes(int[] labels) {
    return new BatchTruth(labels.length, labels, NO_NUMBERS);
  }

  /**
   * Equally many numbers a row, as a model gives them; the array is not copied.
   *
   * @param numbers row after row
   */
  public static BatchTruth numbers(int rows, float[] numbers) {
    return new BatchTruth(rows, NO_LABELS, numbers);
  }

  /** How many bytes {@link #writeTo} writes. */
  public int bytes() {
    return labels.length * Integer.BYTES + numbers.length * Float.BYTES;
  }

  /** Writes classes and numbers one after the other. */
  public void writeTo(ByteBuffer out) {
    for (int label : labels) {
      out.putInt(label);
    }
    for (float number : numbers) {
      out.putFloat(number);
    }
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The classes; the array itself. */
  public int[] labels() {
    if (labels.length != rows) {
      throw new IllegalStateException("The truth is no classes");
    }
    return labels;
  }

  /** The numbers, row after row; the array itself. */
  public float[] numbers() {
    if (numbers.length == 0 && rows > 0) {
      throw new IllegalStateException("The truth is no numbers");
    }
    return numbers;
  }
}
