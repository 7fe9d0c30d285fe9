package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.graph.op.ConstantRole;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays images channels-last and everything else in logical order, the model's outputs included. A
 * value changes its layout only where operators force it; the columns of a matrix product behind a
 * flattened image are reordered instead.
 */
final class LayOut implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    return new Run(graph).apply();
  }

  private static final class Run {
    private final LoweredGraph graph;
    private final Rewrite rewrite;
    private final FeatureOrder order;
    private final Set<String> images;
    private final Set<String> permuted = new HashSet<>();

    private Run(LoweredGraph graph) {
      this.graph = graph;
      this.rewrite = new Rewrite(graph);
      Set<String> readAsIs = new HashSet<>(graph.outputs());
      graph.ops().stream()
          .filter(op -> LoweredGraph.as(op).isEmpty())
          .forEach(op -> readAsIs.addAll(op.inputs()));
      this.order = FeatureOrder.of(graph.fused(), v -> graph.value(v).shape(), readAsIs::contains);
      this.images = images(graph);
    }

    private LoweredGraph apply() {
      graph.inputs().stream().filter(this::isRank4).forEach(this::layLast);
      for (LoweredOp op : graph.ops()) {
        op.dispatch(this::place, this::follow);
      }
      for (String output : graph.outputs()) {
        rewrite.giveInstead(output, in(output, MemoryLayout.LOGICAL));
      }
      return rewrite.done();
    }

    private void follow(Convert op) {
      rewrite.put(rewrite.value(op.output()).withLayout(rewrite.value(op.input()).layout()));
      rewrite.add(op);
    }

    private void place(FusedOp op) {
      MemoryLayout layout =
          switch (op.op().axes()) {
            case CHANNEL ->
                isRank4(op.output()) ? MemoryLayout.CHANNELS_LAST : MemoryLayout.LOGICAL;
            case ELEMENTWISE, NAMED -> common(op);
            case MOVED -> wanted(op.output());
            case LAST -> MemoryLayout.LOGICAL;
            case LOGICAL ->
                rewrite.value(op.output()).withLayout(wanted(op.output())).inLogicalOrder()
                    ? wanted(op.output())
                    : MemoryLayout.LOGICAL;
          };
      rewrite.put(rewrite.value(op.output()).withLayout(layout));
      if (keepsPermutation(op)) {
        permuted.add(op.output());
      }
      FusedOp placed = reordered(op, layout);
      rewrite.add(placed.reading(op.inputs().stream().map(i -> read(op, i, layout)).toList()));
    }

    /** An image that lies in logical order is flattened to logical order. */
    private boolean keepsPermutation(FusedOp op) {
      String input = op.inputs().get(0);
      boolean fromImage = rewrite.value(input).layout() == MemoryLayout.CHANNELS_LAST;
      return order.of(op.output()).isPresent() && (fromImage || permuted.contains(input));
    }

    private String read(FusedOp op, String input, MemoryLayout layout) {
      return switch (op.op().axes()) {
        case MOVED -> input;
        case CHANNEL, ELEMENTWISE, NAMED, LAST -> in(input, layout);
        case LOGICAL ->
            rewrite.value(input).inLogicalOrder() || permuted.contains(op.output())
                ? input
                : in(input, MemoryLayout.LOGICAL);
      };
    }

    private String in(String value, MemoryLayout layout) {
      return rewrite.converted(
          rewrite.value(value).withLayout(layout),
          layout == MemoryLayout.LOGICAL ? ".logical" : ".channels_last");
    }

    private MemoryLayout common(FusedOp op) {
      boolean image =
          op.inputs().stream()
              .anyMatch(i -> rewrite.value(i).layout() == MemoryLayout.CHANNELS_LAST);
      return image ? MemoryLayout.CHANNELS_LAST : MemoryLayout.LOGICAL;
    }

    private MemoryLayout wanted(String value) {
      return isRank4(value) && images.contains(value)
          ? MemoryLayout.CHANNELS_LAST
          : MemoryLayout.LOGICAL;
    }

    private FusedOp reordered(FusedOp op, MemoryLayout layout) {
      Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(ConstantRole.class);
      constants.putAll(op.constants());
      String input = op.inputs().get(0);
      if (permuted.contains(input)) {
        int[] columns = order.of(input).orElseThrow();
        constants.computeIfPresent(
            ConstantRole.WEIGHT, (role, c) -> c.withValue(TensorOrder.columns(c.value(), columns)));
      }
      if (layout == MemoryLayout.CHANNELS_LAST) {
        constants.computeIfPresent(
            ConstantRole.OPERAND,
            (role, c) -> c.withValue(TensorOrder.transpose(c.value(), List.of(1, 2, 0))));
      }
      return op.withConstants(constants);
    }

    private boolean isRank4(String value) {
      return rewrite.value(value).shape().rank() == 4;
    }

    private void layLast(String value) {
      rewrite.put(rewrite.value(value).withLayout(MemoryLayout.CHANNELS_LAST));
    }
  }

  /** What image operators read, directly or behind operators that take any layout. */
  private static Set<String> images(LoweredGraph graph) {
    Set<String> images = new HashSet<>();
    for (LoweredOp op : graph.backwards()) {
      boolean image =
          switch (op.map(fused -> fused.op().axes(), convert -> AxisUse.ELEMENTWISE)) {
            case CHANNEL -> true;
            case ELEMENTWISE, NAMED -> images.contains(op.output());
            case MOVED, LAST, LOGICAL -> false;
          };
      if (image) {
        images.addAll(op.inputs());
      }
    }
    return images;
  }
}
