package io.edgeflow.core.graph;

import io.edgeflow.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where channels-last (NHWC) memory is used, and what that does to the Linear that follows a
 * Flatten. Every rank-4 tensor is channels-last; a Flatten of one gives its elements in (height,
 * width, channel) order, so the Linear behind it must read its weight columns in that order.
 * Training and the TFLite writer both follow this plan.
 */
public final class LayoutPlan {
  private final Map<String, int[]> featureOrder = new HashMap<>();

  private LayoutPlan() {}

  /** Plans a graph. */
  public static LayoutPlan channelsLast(ModelGraph graph) {
    LayoutPlan plan = new LayoutPlan();
    for (Node node : graph.nodes()) {
      Shape input = graph.shape(node.input());
      int[] inherited = plan.featureOrder.get(node.input());
      if (node.op() instanceof Op.Flatten && input.rank() == 4) {
        plan.featureOrder.put(
            node.output(), hwcOrder(input.fixed(1), input.fixed(2), input.fixed(3)));
      } else if (inherited != null && !(node.op() instanceof Op.Linear)) {
        plan.featureOrder.put(node.output(), inherited);
      }
    }
    return plan;
  }

  /**
   * The order in which a rank-2 tensor holds its logical features: position {@code i} in memory
   * holds logical feature {@code order[i]}. Empty when memory order is logical order.
   */
  public Optional<int[]> featureOrder(String tensor) {
    return Optional.ofNullable(featureOrder.get(tensor)).map(int[]::clone);
  }

  /** Reorders the columns of a {@code [rows, order.length]} matrix from logical to memory order. */
  public static float[] toMemory(float[] matrix, int[] order) {
    float[] reordered = new float[matrix.length];
    for (int row = 0; row < matrix.length; row += order.length) {
      for (int i = 0; i < order.length; i++) {
        reordered[row + i] = matrix[row + order[i]];
      }
    }
    return reordered;
  }

  /** The inverse of {@link #toMemory}. */
  public static float[] toLogical(float[] matrix, int[] order) {
    float[] reordered = new float[matrix.length];
    for (int row = 0; row < matrix.length; row += order.length) {
      for (int i = 0; i < order.length; i++) {
        reordered[row + order[i]] = matrix[row + i];
      }
    }
    return reordered;
  }

  /** Turns a convolution weight {@code [out, in, kh, kw]} into {@code [out, kh, kw, in]}. */
  public static float[] convToChannelsLast(float[] weight, int out, int in, int kh, int kw) {
    if (weight.length != out * in * kh * kw) {
      throw new IllegalArgumentException("Not a weight of " + out + "x" + in + "x" + kh + "x" + kw);
    }
    return toMemory(weight, hwcOrder(in, kh, kw));
  }

  /**
   * The order of {@link #featureOrder} for one image: position {@code i} in (height, width,
   * channel) order holds element {@code order[i]} of (channel, height, width) order.
   */
  public static int[] hwcOrder(int channels, int height, int width) {
    int[] order = new int[channels * height * width];
    int i = 0;
    for (int h = 0; h < height; h++) {
      for (int w = 0; w < width; w++) {
        for (int c = 0; c < channels; c++) {
          order[i++] = (c * height + h) * width + w;
        }
      }
    }
    return order;
  }
}
