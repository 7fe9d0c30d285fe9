package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Part;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/**
 * Replaces an operator by its parts, the same in simpler ones: before the integers are made where
 * these have kernels for integers too, and behind them where it is an island of floats.
 */
final class SpellOut implements Rule {
  private static final int[] ONE = {1};

  private final TargetProfile profile;
  private final Predicate<KernelTraits> chosen;

  private SpellOut(TargetProfile profile, Predicate<KernelTraits> chosen) {
    this.profile = profile;
    this.chosen = chosen;
  }

  /** What the target has no kernel for. */
  static SpellOut withoutKernel(TargetProfile profile) {
    return new SpellOut(profile, traits -> !traits.floats() && !traits.int8());
  }

  /** What the target computes in parts, in floats. */
  static SpellOut inFloats(TargetProfile profile) {
    return new SpellOut(profile, KernelTraits::inParts);
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> whole = LoweredGraph.as(op).filter(this::applies);
      if (whole.isPresent()) {
        spellOut(graph, rewrite, whole.get());
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private boolean applies(FusedOp op) {
    return !op.op().parts().isEmpty() && chosen.test(op.op().accept(profile));
  }

  private static void spellOut(LoweredGraph graph, Rewrite rewrite, FusedOp whole) {
    Shape shape = graph.value(whole.output()).shape();
    Optional<ValueRange> range = Optional.ofNullable(graph.ranges().get(whole.inputs().get(0)));
    List<Part> parts = whole.op().parts();
    List<String> known = new ArrayList<>(List.of(whole.inputs().get(0)));
    for (Part part : parts) {
      boolean last = known.size() == parts.size();
      String output = last ? whole.output() : rewrite.free(whole.name() + "." + known.size());
      if (!last) {
        rewrite.put(Value.floats(output, shape));
        range
            .flatMap(r -> part.value().map(value -> image(r, value)))
            .ifPresent(r -> rewrite.range(output, r));
      }
      rewrite.add(
          new FusedOp(
              last ? whole.name() : output,
              part.op(),
              part.reads().stream().map(known::get).toList(),
              operand(whole, known.size(), part),
              Activation.NONE,
              output));
      known.add(output);
    }
  }

  private static Map<ConstantRole, LoweredConstant> operand(FusedOp whole, int number, Part part) {
    String name = whole.name() + "." + number + "." + ConstantRole.OPERAND.id();
    return part.operand()
        .map(value -> LoweredConstant.floats(name, Tensor.of(ONE, new float[] {value})))
        .map(constant -> Map.of(ConstantRole.OPERAND, constant))
        .orElseGet(Map::of);
  }

  private static ValueRange image(ValueRange range, DoubleUnaryOperator value) {
    return new ValueRange(
        (float) value.applyAsDouble(range.min()), (float) value.applyAsDouble(range.max()));
  }
}
