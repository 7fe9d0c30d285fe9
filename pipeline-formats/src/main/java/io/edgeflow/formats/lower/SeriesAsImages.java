package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an operator of series one of images of height 1, where the target has kernels for images
 * alone.
 */
final class SeriesAsImages implements Rule {
  /** Where the new axis is. */
  private static final List<Integer> HEIGHT = List.of(2);

  private final TargetProfile profile;

  SeriesAsImages(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    if (profile.takesSeries()) {
      return graph;
    }
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      op.dispatch(
          fused ->
              fused
                  .op()
                  .onImages()
                  .ifPresentOrElse(
                      onImages -> asImage(graph, rewrite, fused, onImages),
                      () -> rewrite.add(fused)),
          rewrite::add);
    }
    return rewrite.done();
  }

  private static void asImage(LoweredGraph graph, Rewrite rewrite, FusedOp op, Op onImages) {
    Shape in = graph.value(op.inputs().get(0)).shape();
    Shape out = graph.value(op.output()).shape();
    String image = rewrite.free(op.name() + ".image");
    String made = rewrite.free(op.name() + ".made");
    rewrite.put(Value.floats(image, Shape.batchOf(in.fixed(1), 1, in.fixed(2))));
    rewrite.put(Value.floats(made, Shape.batchOf(out.fixed(1), 1, out.fixed(2))));
    Optional.ofNullable(graph.ranges().get(op.output()))
        .ifPresent(range -> rewrite.range(made, range));
    rewrite.add(arranged(image, new Unsqueeze(HEIGHT), op.inputs().get(0), image));
    rewrite.add(
        op.withOp(onImages).withConstants(constants(op)).reading(List.of(image)).giving(made));
    rewrite.add(
        arranged(rewrite.free(op.name() + ".series"), new Squeeze(HEIGHT), made, op.output()));
  }

  /** The weight {@code [out, in, k]} as {@code [out, in, 1, k]}, and the bias. */
  private static Map<ConstantRole, LoweredConstant> constants(FusedOp op) {
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(op.constants());
    constants.computeIfPresent(
        ConstantRole.WEIGHT,
        (role, weight) -> {
          int[] dims = weight.value().dims();
          int[] image = {dims[0], dims[1], 1, dims[2]};
          return weight.withValue(Tensor.of(image, weight.value().toFloats()));
        });
    return constants;
  }

  private static FusedOp arranged(String name, Op op, String from, String to) {
    return new FusedOp(name, op, List.of(from), Map.of(), Activation.NONE, to);
  }
}
