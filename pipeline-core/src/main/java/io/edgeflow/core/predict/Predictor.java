package io.edgeflow.core.predict;

import io.edgeflow.core.tensor.Tensor;

/**
 * Turns a batch of features into scores: a trained graph or an exported file in its runtime. Not
 * thread-safe unless an implementation says so.
 */
public interface Predictor extends AutoCloseable {
  /**
   * Predicts a batch.
   *
   * @param features float32 {@code [batch, height, width, channels]}, preprocessed
   * @return float32 {@code [batch, classes]}, scores before softmax (logits)
   */
  Tensor predict(Tensor features);

  /** The runtime and its version, for example {@code LiteRT 2.20.0}. */
  String runtime();

  @Override
  void close();
}
