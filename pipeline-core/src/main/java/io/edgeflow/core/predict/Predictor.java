package io.edgeflow.core.predict;

import io.edgeflow.core.tensor.Tensor;
import java.util.List;

/**
 * Turns a batch of features into a model's outputs: a trained graph or an exported file in its
 * runtime. Not thread-safe unless an implementation says so.
 */
public interface Predictor extends AutoCloseable {
  /**
   * Runs a batch.
   *
   * @param inputs one tensor for each input of the model's signature, in its order, with the batch
   *     first; preprocessed, in memory order: images are {@code [batch, height, width, channels]}
   * @return one tensor for each output of the signature, in its order, in logical order
   */
  List<Tensor> run(List<Tensor> inputs);

  /**
   * Runs a batch through a model of one input and one output.
   *
   * @param features float32, for example {@code [batch, height, width, channels]}
   * @return float32, for example {@code [batch, classes]}, scores before softmax (logits)
   */
  default Tensor predict(Tensor features) {
    List<Tensor> outputs = run(List.of(features));
    if (outputs.size() != 1) {
      throw new IllegalStateException("The model has " + outputs.size() + " outputs");
    }
    return outputs.get(0);
  }

  /** The runtime and its version, for example {@code LiteRT 2.20.0}. */
  String runtime();

  @Override
  void close();
}
