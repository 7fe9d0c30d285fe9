package io.edgeflow.train.djl;

import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.LayoutPlan;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a constant lies in memory while the engine runs: convolution weights channels-last, whatever
 * follows a Flatten in the order that the {@link LayoutPlan} gives, all else as in the graph.
 */
final class ConstantLayout {
  private final Shape shape;
  private final int @Nullable [] order;

  private ConstantLayout(Shape shape, int @Nullable [] order) {
    this.shape = shape;
    this.order = order;
  }

  /** The layout of each constant. */
  static Map<String, ConstantLayout> of(ModelGraph graph) {
    LayoutPlan plan = LayoutPlan.channelsLast(graph);
    Map<String, ConstantLayout> layouts = new HashMap<>();
    for (Node node : graph.nodes()) {
      int[] features = plan.featureOrder(node.input()).orElse(null);
      for (String input : node.inputs().subList(1, node.inputs().size())) {
        if (graph.constants().containsKey(input)) {
          ConstantLayout layout = of(node, graph.constant(input).value(), features);
          ConstantLayout other = layouts.put(input, layout);
          refuseConflict(other, layout, input);
        }
      }
    }
    return layouts;
  }

  private static ConstantLayout of(Node node, Tensor value, int @Nullable [] features) {
    if (node.op() instanceof Op.Conv2d && value.rank() == 4) {
      int[] order = LayoutPlan.hwcOrder(value.dim(1), value.dim(2), value.dim(3));
      Shape shape = new Shape(value.dim(0), value.dim(2), value.dim(3), value.dim(1));
      return new ConstantLayout(shape, order);
    }
    Shape shape = new Shape(IntStream.of(value.dims()).mapToLong(dim -> dim).toArray());
    boolean followsFeatures =
        node.op() instanceof Op.Linear ? value.rank() == 2 : features != null && value.rank() == 1;
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
    return order == null ? logical : LayoutPlan.toMemory(logical, order);
  }

  float[] toLogical(float[] memory) {
    return order == null ? memory : LayoutPlan.toLogical(memory, order);
  }
}
