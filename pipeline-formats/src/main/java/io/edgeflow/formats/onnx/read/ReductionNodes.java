package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Reduction;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Operators that make one number of all along some axes. */
final class ReductionNodes {
  private ReductionNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(
        "ReduceMean", call -> reduce(call, Reduction.ReduceMean::new, true),
        "ReduceMax", call -> reduce(call, Reduction.ReduceMax::new, false),
        "ReduceSum", call -> reduce(call, Reduction.ReduceSum::new, false),
        "ArgMax", ReductionNodes::argMax);
  }

  private static void reduce(
      NodeCall call, BiFunction<List<Integer>, Boolean, Op> op, boolean mean) {
    Viewed x = call.view(0);
    boolean keep = call.node().flag("keepdims", true);
    boolean noop = call.node().flag("noop_with_empty_axes", false);
    int[] given = NodeArguments.axes(call, 1, x.rank()).orElse(new int[0]);
    if (given.length == 0 && noop) {
      call.give(x);
      return;
    }
    int[] axes = given.length == 0 ? IntStream.range(0, x.rank()).toArray() : given;
    List<Integer> over =
        Arrays.stream(axes).boxed().flatMap(a -> x.axes().get(a).stream()).sorted().toList();
    if (over.contains(0)) {
      throw call.node().refusal("Edgeflow does not reduce over the batch", call.sizes(0));
    }
    call.give(
        over.isEmpty() ? without(x, axes, keep) : reduced(call, x, axes, keep, over, op, mean));
  }

  private static Viewed reduced(
      NodeCall call,
      Viewed x,
      int[] axes,
      boolean keep,
      List<Integer> ascending,
      BiFunction<List<Integer>, Boolean, Op> op,
      boolean mean) {
    int rank = call.scope().graph().shape(x.tensor()).rank();
    boolean image = mean && rank == 4 && ascending.equals(List.of(2, 3));
    boolean stays = keep || image || ascending.size() >= rank - 1;
    Op reduction = image ? new Pooling.GlobalAvgPool() : op.apply(ascending, stays);
    Viewed y = x.on(call.add(reduction, x.tensor()));
    return without(stays ? y : renumbered(y, ascending), axes, keep);
  }

  /** The axes of a tensor that has lost some. */
  private static Viewed renumbered(Viewed view, List<Integer> lost) {
    List<List<Integer>> axes = new ArrayList<>();
    for (List<Integer> axis : view.axes()) {
      axes.add(
          axis.stream()
              .filter(a -> !lost.contains(a))
              .map(a -> a - (int) lost.stream().filter(l -> l < a).count())
              .toList());
    }
    return new Viewed(view.tensor(), axes);
  }

  /** Axes of size 1 dropped, unless they are kept. */
  private static Viewed without(Viewed view, int[] axes, boolean keep) {
    Viewed fewer = view;
    for (int axis = view.rank() - 1; axis >= 0 && !keep; axis--) {
      int one = axis;
      if (IntStream.of(axes).anyMatch(a -> a == one)) {
        fewer = fewer.without(axis);
      }
    }
    return fewer;
  }

  private static void argMax(NodeCall call) {
    OnnxNode node = call.node();
    node.require("select_last_index", 0, name -> node.number(name, 0));
    int axis = NodeArguments.axis(call, 0, call.rank(0));
    boolean keep = node.flag("keepdims", true);
    Viewed x = call.arranger().single(call.name(), call.view(0), axis);
    Op op = new Reduction.ArgMax(x.axes().get(axis).get(0), true);
    call.give(0, without(x.on(call.add(op, x.tensor())), new int[] {axis}, keep), Kind.INT);
  }
}
