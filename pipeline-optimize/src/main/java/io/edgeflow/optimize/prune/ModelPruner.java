package io.edgeflow.optimize.prune;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Magnitude pruning, layer by layer (Han, Pool, Tran and Dally 2015): the weights nearest to zero
 * become zero and a mask keeps them there. Training a pruned graph on ({@code TrainingLoop.fit})
 * moves the others only.
 *
 * <pre>{@code
 * ModelGraph pruned = ModelPruner.prune(trained, 0.5);
 * double zeros = ModelPruner.sparsity(pruned); // at least 0.5
 * }</pre>
 */
public final class ModelPruner {
  private ModelPruner() {}

  /**
   * Prunes the trainable weights of every convolution and linear layer; biases and normalization
   * stay. In each layer of {@code n} weights {@code ceil(sparsity · n)} become zero, those of the
   * smallest magnitude, the first of equals; weights that an earlier mask prunes are among them, so
   * that no layer loses zeros. Calibrated ranges are dropped, for other weights give other values.
   *
   * @param sparsity at least 0 and below 1; 0 prunes nothing more
   */
  public static ModelGraph prune(ModelGraph graph, double sparsity) {
    if (!(sparsity >= 0 && sparsity < 1)) {
      throw new IllegalArgumentException("A sparsity of " + sparsity);
    }
    Map<String, Constant> pruned = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d || node.op() instanceof Op.Linear) {
        String weight = node.inputs().get(1);
        Constant constant = graph.constant(weight);
        if (constant.role() == Constant.Role.TRAINABLE) {
          pruned.put(weight, prune(constant, sparsity));
        }
      }
    }
    return graph.withConstants(pruned).withRanges(Map.of());
  }

  /**
   * The share of zeros in the layers that have a mask, all weights counted alike; 0 if none has.
   */
  public static double sparsity(ModelGraph graph) {
    long zeros = 0;
    long all = 0;
    for (Constant constant : graph.constants().values()) {
      if (constant.pruningMask().isPresent()) {
        float[] values = constant.value().toFloats();
        zeros += count(values, 0);
        all += values.length;
      }
    }
    return all == 0 ? 0 : (double) zeros / all;
  }

  private static Constant prune(Constant constant, double sparsity) {
    float[] values = constant.value().toFloats();
    float[] magnitude = magnitudes(constant, values);
    int wanted = Math.max(share(sparsity, values.length), count(magnitude, -1));
    if (wanted == 0) {
      return constant;
    }
    float[] sorted = magnitude.clone();
    Arrays.sort(sorted);
    float limit = sorted[wanted - 1];
    int atLimit = wanted;
    for (float each : magnitude) {
      atLimit -= each < limit ? 1 : 0;
    }
    byte[] mask = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      boolean goes = magnitude[i] < limit || (magnitude[i] == limit && atLimit-- > 0);
      mask[i] = (byte) (goes ? 0 : 1);
      values[i] = goes ? 0 : values[i];
    }
    int[] dims = constant.value().dims();
    return constant
        .withValue(Tensor.of(dims, values))
        .withMask(Tensor.of(ElementType.UINT8, dims, mask));
  }

  /** Magnitudes, with -1 where an earlier mask prunes, so that those go first. */
  private static float[] magnitudes(Constant constant, float[] values) {
    byte[] mask = constant.pruningMask().map(Tensor::toBytes).orElseGet(() -> new byte[0]);
    float[] magnitudes = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      boolean alreadyPruned = mask.length > 0 && mask[i] == 0;
      magnitudes[i] = alreadyPruned ? -1 : Math.abs(values[i]);
    }
    return magnitudes;
  }

  /** {@code ceil(sparsity · size)} of the number as written: 0.1 of 30 is 3, not 4. */
  private static int share(double sparsity, int size) {
    return BigDecimal.valueOf(sparsity)
        .multiply(BigDecimal.valueOf(size))
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }

  private static int count(float[] values, float wanted) {
    int count = 0;
    for (float value : values) {
      count += value == wanted ? 1 : 0;
    }
    return count;
  }
}
