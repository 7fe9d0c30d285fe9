package io.edgeflow.core.graph;

import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes and gives.
 *
 * @param input the input tensor's name
 * @param inputShape logical, {@code [batch, channels, height, width]} for images
 * @param output the output tensor's name; scores before softmax (logits)
 * @param labels class names in score order
 * @param preprocessing from a raw row to the input; null when unknown
 */
public record Signature(
    String input,
    Shape inputShape,
    String output,
    List<String> labels,
    @Nullable Preprocessing preprocessing) {
  /** Copies the labels. */
  public Signature {
    labels = List.copyOf(labels);
  }
}
