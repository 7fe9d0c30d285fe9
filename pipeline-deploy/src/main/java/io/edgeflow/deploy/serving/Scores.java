package io.edgeflow.deploy.serving;

import io.edgeflow.core.numeric.Argmax;
import java.util.ArrayList;
import java.util.List;

/** A model's answer for one row. */
public final class Scores {
  private final float[] values;
  private final double latencyMs;

  /**
   * Takes an answer.
   *
   * @param values one score a class, before softmax
   * @param latencyMs of the model alone
   */
  public Scores(float[] values, double latencyMs) {
    this.values = values.clone();
    this.latencyMs = latencyMs;
  }

  /** A copy of the scores. */
  public float[] toArray() {
    return values.clone();
  }

  /** The scores. */
  public List<Float> toList() {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  /** The predicted class: the index of the largest score, the first one on a tie. */
  public int label() {
    return Argmax.of(values);
  }

  /** {@code exp(x_i) / Σ exp(x_j)}, computed from the largest score down. */
  public List<Double> softmax() {
    double top = values[label()];
    double sum = 0;
    for (float value : values) {
      sum += Math.exp(value - top);
    }
    List<Double> probabilities = new ArrayList<>(values.length);
    for (float value : values) {
      probabilities.add(Math.exp(value - top) / sum);
    }
    return probabilities;
  }

  /** Milliseconds of the model alone, without preprocessing. */
  public double latencyMs() {
    return latencyMs;
  }
}
