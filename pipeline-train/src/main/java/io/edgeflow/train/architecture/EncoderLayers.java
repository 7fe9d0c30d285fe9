package io.edgeflow.train.architecture;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Product.MatMul;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Appends layers of a pre-norm encoder to tokens {@code [batch, tokens, features]}: {@code x +
 * attention(norm(x))}, then {@code x + feedForward(norm(x))} with four times the features inside.
 *
 * <p>A head's attention is {@code softmax(q kᵀ / √d) v}, where each of q, k and v is a linear layer
 * of d features of {@code norm(x)}; a linear layer mixes the heads (Vaswani et al. 2017).
 */
final class EncoderLayers {
  private static final LayerNorm NORM = new LayerNorm(1e-5f, 1);
  private static final int WIDER = 4;

  private final GraphBuilder builder;
  private final LayerWeights weights;
  private final int tokens;
  private final int features;
  private final int heads;
  private final Dropout dropout;

  EncoderLayers(
      GraphBuilder builder,
      LayerWeights weights,
      int tokens,
      int features,
      int heads,
      float dropout) {
    this.builder = builder;
    this.weights = weights;
    this.tokens = tokens;
    this.features = features;
    this.heads = heads;
    this.dropout = new Dropout(dropout);
  }

  /** Appends the sum with a learned number for each place. */
  void positions() {
    builder
        .apply(
            "positions", new Add(), Map.of(ConstantRole.OPERAND, weights.small(tokens, features)))
        .apply("dropout", dropout);
  }

  /** Appends a layer. */
  void append(String name) {
    String input = builder.last();
    norm(name + "_norm1");
    attention(name);
    added(name + "_sum1", input);
    input = builder.last();
    norm(name + "_norm2");
    linear(name + "_wide", WIDER * features, features);
    builder.apply(name + "_gelu", new Gelu(Approximation.NONE));
    linear(name + "_narrow", features, WIDER * features);
    added(name + "_sum2", input);
  }

  /** Appends the normalization of each token. */
  void norm(String name) {
    builder.apply(name, NORM, LayerWeights.standardization(features));
  }

  private void attention(String name) {
    String input = builder.last();
    heads(name + "_query", input);
    float[] root = {(float) (1 / Math.sqrt(features / (double) heads))};
    Constant scale = Constant.frozen(Tensor.of(new int[] {1, 1, 1}, root));
    builder.apply(name + "_scaled", new Mul(), Map.of(ConstantRole.OPERAND, scale));
    heads(name + "_key", input);
    heads(name + "_value", input);
    builder
        .from(name + "_scaled", name + "_key_heads")
        .apply(name + "_scores", new MatMul(true))
        .apply(name + "_shares", new Softmax())
        .from(name + "_shares", name + "_value_heads")
        .apply(name + "_seen", new MatMul(false))
        .apply(name + "_turned", new Transpose(List.of(0, 2, 1, 3)))
        .apply(name + "_joined", new Reshape(List.of(tokens, features)));
    linear(name + "_mixed", features, features);
  }

  /** Appends a linear layer, split into {@code [batch, heads, tokens, features / heads]}. */
  private void heads(String name, String input) {
    builder.from(input);
    linear(name, features, features);
    builder
        .apply(name + "_split", new Reshape(List.of(tokens, heads, features / heads)))
        .apply(name + "_heads", new Transpose(List.of(0, 2, 1, 3)));
  }

  private void linear(String name, int out, int in) {
    builder.apply(name, new Linear(), weights.xavier(out, in));
  }

  private void added(String name, String input) {
    builder.apply(name + "_dropout", dropout);
    builder.from(input, builder.last()).apply(name, new Add());
  }
}
