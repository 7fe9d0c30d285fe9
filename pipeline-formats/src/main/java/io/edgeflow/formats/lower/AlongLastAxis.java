package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Brings the axis that an operator works along to the end, and back behind it, where the target has
 * kernels along the last axis only. Channels of an image lie last already: what moves nothing in
 * memory is not written.
 */
final class AlongLastAxis implements Rule {
  private final TargetProfile profile;

  AlongLastAxis(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    if (profile.alongAnyAxis()) {
      return graph;
    }
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      op.dispatch(fused -> place(graph, rewrite, fused), rewrite::add);
    }
    return rewrite.done();
  }

  private static void place(LoweredGraph graph, Rewrite rewrite, FusedOp op) {
    OptionalInt axis = op.op().alongAxis();
    Shape shape = graph.value(op.output()).shape();
    if (axis.isEmpty()) {
      rewrite.add(op);
    } else if (axis.getAsInt() == shape.rank() - 1) {
      rewrite.add(op.withOp(op.op().alongLast()));
    } else {
      between(rewrite, op, last(axis.getAsInt(), shape.rank()), shape);
    }
  }

  private static void between(Rewrite rewrite, FusedOp op, List<Integer> last, Shape shape) {
    String before = rewrite.free(op.name() + ".last");
    String behind = rewrite.free(op.name() + ".along");
    Shape moved = new Shape(last.stream().map(shape.dimensions()::get).toList());
    rewrite.put(Value.floats(before, moved));
    rewrite.put(Value.floats(behind, moved));
    List<Integer> back = IntStream.range(0, last.size()).mapToObj(last::indexOf).toList();
    rewrite.add(transpose(before, last, op.inputs().get(0), before));
    rewrite.add(op.withOp(op.op().alongLast()).reading(List.of(before)).giving(behind));
    rewrite.add(transpose(rewrite.free(op.name() + ".back"), back, behind, op.output()));
  }

  private static List<Integer> last(int axis, int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    axes.add(axes.remove(axis));
    return axes;
  }

  private static FusedOp transpose(String name, List<Integer> axes, String from, String to) {
    return new FusedOp(name, new Transpose(axes), List.of(from), Map.of(), Activation.NONE, to);
  }
}
