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
 * Lays images channels-last and everything else in logical order. A value changes its layout only
 * where operators force it; the columns of a matrix product behind a flattened image are reordered
 * instead.
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

    private Run(LoweredGraph graph) {
      this.graph = graph;
      this.rewrite = new Rewrite(graph);
      Set<String> readAsIs = new HashSet<>(graph.outputs());
      graph.ops().stream()
          .filter(op -> LoweredGraph.as(op).isEmpty())
          .forEach(op -> readAsIs.addAll(op.inputs()));
      this.order = FeatureOrder.of(graph.fused(), v -> graph.value(v).shape(), readAsIs::contains);
    }

    private LoweredGraph apply() {
      graph.inputs().stream().filter(this::isRank4).forEach(this::layLast);
      for (LoweredOp op : graph.ops()) {
        LoweredGraph.as(op).ifPresentOrElse(this::place, () -> follow(op));
      }
      return outputsInLogicalOrder(rewrite.done());
    }

    private void follow(LoweredOp convert) {
      String input = convert.inputs().get(0);
      rewrite.put(rewrite.value(convert.output()).withLayout(rewrite.value(input).layout()));
      rewrite.add(convert);
    }

    private void place(FusedOp op) {
      MemoryLayout layout =
          switch (op.op().axes()) {
            case CHANNEL ->
                isRank4(op.output()) ? MemoryLayout.CHANNELS_LAST : MemoryLayout.LOGICAL;
            case ELEMENTWISE, NAMED -> common(op);
            case MOVED -> wanted(op.output());
            case LAST, LOGICAL -> MemoryLayout.LOGICAL;
          };
      rewrite.put(rewrite.value(op.output()).withLayout(layout));
      FusedOp placed = reordered(op, layout);
      rewrite.add(placed.reading(op.inputs().stream().map(i -> read(op, i, layout)).toList()));
    }

    private String read(FusedOp op, String input, MemoryLayout layout) {
      boolean asItIs =
          switch (op.op().axes()) {
            case MOVED -> true;
            case LOGICAL ->
                rewrite.value(input).inLogicalOrder() || order.of(op.output()).isPresent();
            case CHANNEL, ELEMENTWISE, NAMED, LAST -> false;
          };
      return asItIs ? input : in(input, isRank4(input) ? layout : MemoryLayout.LOGICAL);
    }

    /** The value in a layout, converted once where it has another. */
    private String in(String value, MemoryLayout layout) {
      Value now = rewrite.value(value);
      if (now.layout() == layout) {
        return value;
      }
      String name = value + (layout == MemoryLayout.LOGICAL ? ".logical" : ".channels_last");
      if (!rewrite.has(name)) {
        rewrite.put(now.withLayout(layout).renamed(name));
        rewrite.add(new Convert(value, name));
      }
      return name;
    }

    private MemoryLayout common(FusedOp op) {
      boolean image =
          op.inputs().stream()
              .anyMatch(i -> rewrite.value(i).layout() == MemoryLayout.CHANNELS_LAST);
      return image ? MemoryLayout.CHANNELS_LAST : MemoryLayout.LOGICAL;
    }

    private MemoryLayout wanted(String value) {
      boolean byImageOperator =
          isRank4(value)
              && graph.fused().stream()
                  .filter(reader -> reader.inputs().contains(value))
                  .anyMatch(reader -> reader.op().axes() == AxisUse.CHANNEL);
      return byImageOperator ? MemoryLayout.CHANNELS_LAST : MemoryLayout.LOGICAL;
    }

    private FusedOp reordered(FusedOp op, MemoryLayout layout) {
      Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(ConstantRole.class);
      constants.putAll(op.constants());
      if (op.weighted()) {
        order
            .of(op.inputs().get(0))
            .ifPresent(
                columns ->
                    constants.computeIfPresent(
                        ConstantRole.WEIGHT,
                        (role, c) -> c.withValue(TensorOrder.columns(c.value(), columns))));
      }
      if (layout == MemoryLayout.CHANNELS_LAST) {
        constants.computeIfPresent(
            ConstantRole.OPERAND,
            (role, c) -> c.withValue(TensorOrder.transpose(c.value(), List.of(1, 2, 0))));
      }
      return op.withConstants(constants);
    }

    private boolean isRank4(String value) {
      return graph.values().containsKey(value)
          ? graph.value(value).shape().rank() == 4
          : rewrite.value(value).shape().rank() == 4;
    }

    private void layLast(String value) {
      rewrite.put(graph.value(value).withLayout(MemoryLayout.CHANNELS_LAST));
    }
  }

  private static LoweredGraph outputsInLogicalOrder(LoweredGraph placed) {
    Rewrite rewrite = new Rewrite(placed);
    Set<String> moved = new HashSet<>();
    for (String output : placed.outputs()) {
      if (placed.value(output).layout() != MemoryLayout.LOGICAL
          && !placed.inputs().contains(output)) {
        moved.add(output);
      }
    }
    for (LoweredOp op : placed.ops()) {
      rewrite.add(op);
    }
    return moved.isEmpty() ? placed : renamed(rewrite.done(), moved);
  }

  private static LoweredGraph renamed(LoweredGraph graph, Set<String> moved) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      List<String> inputs = op.inputs().stream().map(i -> inner(i, moved)).toList();
      LoweredOp reading = op.reading(inputs);
      if (!moved.contains(op.output())) {
        rewrite.add(reading);
        continue;
      }
      Value inner = graph.value(op.output()).renamed(inner(op.output(), moved));
      rewrite.put(inner);
      rewrite.put(graph.value(op.output()).withLayout(MemoryLayout.LOGICAL));
      rewrite.add(giving(reading, inner.name()));
      rewrite.add(new Convert(inner.name(), op.output()));
    }
    return rewrite.done();
  }

  private static String inner(String value, Set<String> moved) {
    return moved.contains(value) ? value + ".channels_last" : value;
  }

  private static LoweredOp giving(LoweredOp op, String output) {
    return LoweredGraph.as(op)
        .<LoweredOp>map(fused -> fused.giving(output))
        .orElseGet(() -> new Convert(op.inputs().get(0), output));
  }
}
