package io.edgeflow.train.loss;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the outputs of a batch are compared with: a class a row, or numbers. */
public final class BatchTruth {
  private static final int[] NO_LABELS = {};
  private static final float[] NO_NUMBERS = {};

  private final int rows;
  private final int[] labels;
  private final float[] numbers;
  private final int[] others;
  private final float share;

  private BatchTruth(int rows, int[] labels, float[] numbers, int[] others, float share) {
    this.rows = rows;
    this.labels = labels;
    this.numbers = numbers;
    this.others = others;
    this.share = share;
  }

  /** One class a row; the array is not copied. */
  public static BatchTruth classes(int[] labels) {
    return new BatchTruth(labels.length, labels, NO_NUMBERS, NO_LABELS, 1);
  }

  /**
   * Equally many numbers a row, as a model gives them; the array is not copied.
   *
   * @param numbers row after row
   */
  public static BatchTruth numbers(int rows, float[] numbers) {
    return new BatchTruth(rows, NO_LABELS, numbers, NO_LABELS, 1);
  }

  /**
   * The truth of rows that are blended: of classes both with their shares, of numbers what lies
   * between.
   *
   * @param partners the row that each is blended with
   * @param own the share of a row itself, at least a half and at most 1
   */
  public BatchTruth blended(int[] partners, float own) {
    int[] second = labels.length == 0 ? NO_LABELS : new int[rows];
    Arrays.setAll(second, row -> labels[partners[row]]);
    return new BatchTruth(rows, labels, blend(numbers, partners, own), second, own);
  }

  /** {@code own · row + (1 - own) · partner} of equally long rows. */
  public static float[] blend(float[] values, int[] partners, float own) {
    float[] blended = new float[values.length];
    int each = values.length / partners.length;
    for (int i = 0; i < values.length; i++) {
      blended[i] = own * values[i] + (1 - own) * values[partners[i / each] * each + i % each];
    }
    return blended;
  }

  /** How many bytes {@link #writeTo} writes. */
  public int bytes() {
    return (labels.length + others.length) * Integer.BYTES + numbers.length * Float.BYTES;
  }

  /** Writes classes, those blended in, and numbers one after the other. */
  public void writeTo(ByteBuffer out) {
    for (int label : labels) {
      out.putInt(label);
    }
    for (int label : others) {
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

  /** The class that has the rest of each row; empty where rows are not blended. */
  int[] others() {
    return others;
  }

  /** What the class of each row counts. */
  double share() {
    return share;
  }

  /** The classes, of blended rows those of the larger share; the array itself. */
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
