package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.graph.op.ConstantRole;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lays images and series of channels channels-last and everything else in logical order, the
 * model's outputs included. A value changes its layout only where operators force it; the columns
 * of a matrix product behind a flattened image are reordered instead.
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
      graph.inputs().stream()
          .filter(input -> graph.value(input).shape().rank() == 4)
          .forEach(this::layLast);
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
                hasSpace(op.output()) ? MemoryLayout.CHANNELS_LAST : MemoryLayout.LOGICAL;
            case ELEMENTWISE, NAMED -> common(op);
            case MOVED -> wanted(op.output());
            case COUNTED -> counted(op);
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
        case COUNTED -> lie(op, layout) ? input : in(input, MemoryLayout.LOGICAL);
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

    /** The layout in which the axes that stay lie as they do in the input, if there is one. */
    private MemoryLayout counted(FusedOp op) {
      return Stream.of(wanted(op.output()), MemoryLayout.LOGICAL, MemoryLayout.CHANNELS_LAST)
          .filter(layout -> layout == MemoryLayout.LOGICAL || hasSpace(op.output()))
          .filter(layout -> lie(op, layout))
          .findFirst()
          .orElse(MemoryLayout.LOGICAL);
    }

    private boolean lie(FusedOp op, MemoryLayout layout) {
      Value input = rewrite.value(op.inputs().get(0));
      int rank = input.shape().rank();
      List<Integer> origins = op.op().origins(rank);
      Stream<Integer> before = input.layout().axes(rank).stream().filter(origins::contains);
      Stream<Integer> after = layout.axes(origins.size()).stream().map(origins::get);
      return before.toList().equals(after.filter(axis -> axis >= 0).toList());
    }

    private MemoryLayout wanted(String value) {
      return hasSpace(value) && images.contains(value)
          ? MemoryLayout.CHANNELS_LAST
          : MemoryLayout.LOGICAL;
    }

    private FusedOp reordered(FusedOp op, MemoryLayout layout) {
      Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(ConstantRole.class);
      constants.putAll(op.constants());
      String input = op.inputs().get(0);
      if (permuted.contains(input)) {
        int[] columns = order.of(input).orElseThrow();
        for (ConstantRole each : List.of(ConstantRole.WEIGHT, ConstantRole.SLOPE)) {
          constants.computeIfPresent(
              each, (role, c) -> c.withValue(TensorOrder.columns(c.value(), columns)));
        }
      }
      if (layout == MemoryLayout.CHANNELS_LAST) {
        int rank = rewrite.value(op.output()).shape().rank();
        List<Integer> sample = layout.axes(rank).stream().skip(1).map(axis -> axis - 1).toList();
        for (ConstantRole each : List.of(ConstantRole.OPERAND, ConstantRole.SLOPE)) {
          constants.computeIfPresent(
              each,
              (role, c) ->
                  c.value().rank() < sample.size()
                      ? c
                      : c.withValue(TensorOrder.transpose(c.value(), sample)));
        }
      }
      return op.withConstants(constants);
    }

    private boolean hasSpace(String value) {
      return rewrite.value(value).shape().rank() > 2;
    }

    private void layLast(String value) {
      rewrite.put(rewrite.value(value).withLayout(MemoryLayout.CHANNELS_LAST));
    }
  }

  private static boolean wantsImage(FusedOp op, boolean wanted, LoweredGraph graph) {
    return switch (op.op().axes()) {
      case CHANNEL -> true;
      case ELEMENTWISE, NAMED -> wanted;
      case COUNTED -> {
        int rank = graph.value(op.inputs().get(0)).shape().rank();
        yield wanted && op.op().origins(rank).get(1) == 1;
      }
      case MOVED, LAST, LOGICAL -> false;
    };
  }

  /** What image operators read, directly or behind operators that take any layout. */
  private static Set<String> images(LoweredGraph graph) {
    Set<String> images = new HashSet<>();
    for (LoweredOp op : graph.backwards()) {
      boolean wanted = images.contains(op.output());
      if (op.map(fused -> wantsImage(fused, wanted, graph), convert -> wanted)) {
        images.addAll(op.inputs());
      }
    }
    return images;
  }
}
