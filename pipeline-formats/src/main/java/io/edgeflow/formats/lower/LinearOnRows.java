package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Brings a matrix product of more than two axes to rows: all axes but the last become the first,
 * and part again behind it.
 */
final class LinearOnRows implements Rule {
  private final TargetProfile profile;

  LinearOnRows(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    if (profile.linearOnAnyRank()) {
      return graph;
    }
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> product = LoweredGraph.as(op).filter(f -> onMoreAxes(graph, f));
      if (product.isPresent()) {
        onRows(graph, rewrite, product.get());
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private static boolean onMoreAxes(LoweredGraph graph, FusedOp op) {
    return op.weighted()
        && op.op().axes() == AxisUse.LAST
        && graph.value(op.output()).shape().rank() > 2;
  }

  private static void onRows(LoweredGraph graph, Rewrite rewrite, FusedOp op) {
    Shape in = graph.value(op.inputs().get(0)).shape();
    Shape out = graph.value(op.output()).shape();
    String rows = rewrite.free(op.name() + ".rows");
    String product = rewrite.free(op.name() + ".product");
    rewrite.put(Value.floats(rows, Shape.batchOf(in.fixed(in.rank() - 1))));
    rewrite.put(Value.floats(product, Shape.batchOf(out.fixed(out.rank() - 1))));
    Optional.ofNullable(graph.ranges().get(op.output()))
        .ifPresent(range -> rewrite.range(product, range));
    rewrite.add(reshape(rows, List.of(in.fixed(in.rank() - 1)), op.inputs().get(0), rows));
    rewrite.add(op.reading(List.of(rows)).giving(product));
    List<Integer> sizes = IntStream.range(1, out.rank()).mapToObj(out::fixed).toList();
    rewrite.add(reshape(rewrite.free(op.name() + ".axes"), sizes, product, op.output()));
  }

  private static FusedOp reshape(String name, List<Integer> sizes, String from, String to) {
    return new FusedOp(name, new Reshape(sizes), List.of(from), Map.of(), Activation.NONE, to);
  }
}
