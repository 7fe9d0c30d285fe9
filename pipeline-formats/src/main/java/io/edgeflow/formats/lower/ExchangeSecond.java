package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Transposes the second factor of a matrix product by an operation of its own where the target's
 * kernel cannot.
 */
final class ExchangeSecond implements Rule {
  private final TargetProfile profile;

  ExchangeSecond(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    if (profile.exchangesSecond()) {
      return graph;
    }
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<Op> plain = LoweredGraph.as(op).flatMap(f -> f.op().withSecondExchanged());
      if (plain.isPresent()) {
        FusedOp product = LoweredGraph.as(op).orElseThrow();
        String exchanged = exchanged(graph, rewrite, product);
        rewrite.add(product.withOp(plain.get()).reading(List.of(op.inputs().get(0), exchanged)));
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private static String exchanged(LoweredGraph graph, Rewrite rewrite, FusedOp product) {
    String second = product.inputs().get(1);
    List<Dimension> sizes = new ArrayList<>(graph.value(second).shape().dimensions());
    List<Integer> axes = new ArrayList<>(IntStream.range(0, sizes.size()).boxed().toList());
    Collections.swap(sizes, sizes.size() - 2, sizes.size() - 1);
    Collections.swap(axes, axes.size() - 2, axes.size() - 1);
    String name = rewrite.free(product.name() + ".exchanged");
    rewrite.put(Value.floats(name, new Shape(sizes)));
    rewrite.add(
        new FusedOp(name, new Transpose(axes), List.of(second), Map.of(), Activation.NONE, name));
    return name;
  }
}
