package io.edgeflow.train.djl;

import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a constant lies in memory while the engine runs: convolution weights channels-last, whatever
 * follows a Flatten in the order that the {@link FeatureOrder} gives, all else as in the graph.
 */
final class ConstantLayout {
  private final Shape shape;
  private final int @Nullable [] order;

  private ConstantLayout(Shape shape, int @Nullable [] order) {
    this.shape = shape;
    this.order = order;
  }

  /** The layout of each constant, in the graph's order. */
  static Map<String, ConstantLayout> of(ModelGraph graph) {
    FeatureOrder order = FeatureOrder.of(graph);
    Map<String, ConstantLayout> layouts = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      int[] features = order.of(node.inputs().get(0)).orElse(null);
      node.constants()
          .forEach(
              (role, constant) -> {
                ConstantLayout layout = of(node, role, graph.constant(constant).value(), features);
                refuseConflict(layouts.put(constant, layout), layout, constant);
              });
    }
    return layouts;
  }

  private static ConstantLayout of(
      Node node, ConstantRole role, Tensor value, int @Nullable [] features) {
    if (role == ConstantRole.WEIGHT && value.rank() == 4) {
      int[] order = FeatureOrder.channelsLast(value.dim(1), value.dim(2), value.dim(3));
      Shape shape = new Shape(value.dim(0), value.dim(2), value.dim(3), value.dim(1));
      return new ConstantLayout(shape, order);
    }
    Shape shape = new Shape(IntStream.of(value.dims()).mapToLong(dim -> dim).toArray());
    boolean followsFeatures = role == ConstantRole.WEIGHT || node.op().axes() == AxisUse.CHANNEL;
    return new ConstantLayout(shape, followsFeatures ? features : null);
  }

  private static void refuseConflict(
      @Nullable ConstantLayout one, ConstantLayout other, String constant) {
    if (one != null && !(one.shape.equals(other.shape) && Arrays.equals(one.order, other.order))) {
      throw PipelineException.failed("Two nodes want the constant in different layouts")
          .where("constant " + constant)
          .remedy("give each node its own copy")
          .build();
    }
  }

  /** The shape in memory. */
  Shape shape() {
    return shape;
  }

  float[] toMemory(float[] logical) {
    return order == null ? logical : FeatureOrder.toMemory(logical, order);
  }

  float[] toLogical(float[] memory) {
    return order == null ? memory : FeatureOrder.toLogical(memory, order);
  }
}
