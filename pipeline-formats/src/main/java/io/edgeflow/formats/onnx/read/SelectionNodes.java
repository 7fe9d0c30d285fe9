package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Selection;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that give parts of tensors, or put tensors together. */
final class SelectionNodes {
  /** How many parts a Gather may be put together of. */
  private static final int MOST_RUNS = 32;

  private SelectionNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(
        "Slice", SelectionNodes::slice,
        "Split", SelectionNodes::split,
        "Gather", SelectionNodes::gather);
  }

  private static void slice(NodeCall call) {
    Viewed x = call.view(0);
    NodeArguments.Slices slices = NodeArguments.Slices.of(call, x.rank());
    for (int i = 0; i < slices.axes().length; i++) {
      int axis = slices.axes()[i];
      long size = call.arranger().size(x, axis);
      long step = slices.steps()[i];
      if (step < 1) {
        throw call.node().refusal("Edgeflow slices forwards only", "a step of " + step);
      }
      long begin = place(slices.starts()[i], size);
      long end = place(slices.ends()[i], size);
      x = part(call, x, axis, begin, end, step);
    }
    call.give(x);
  }

  private static long place(long place, long size) {
    return Math.max(0, Math.min(size, place < 0 ? place + size : place));
  }

  /** A part of one axis; the axis as it is, if that is all of it. */
  static Viewed part(NodeCall call, Viewed view, int axis, long begin, long end, long step) {
    long size = call.arranger().size(view, axis);
    if (begin == 0 && end == size && (step == 1 || size == 1)) {
      return view;
    }
    if (end <= begin) {
      throw call.node().refusal("A part without elements", begin + " to " + end + " of " + size);
    }
    Viewed x = call.arranger().single(call.name(), view, axis);
    int every = Math.toIntExact(Math.min(step, end - begin));
    return x.on(
        call.add(
            new Selection.Slice(
                x.axes().get(axis).get(0), Math.toIntExact(begin), Math.toIntExact(end), every),
            x.tensor()));
  }

  private static void split(NodeCall call) {
    Viewed x = call.view(0);
    int axis = NodeArguments.axis(call, 0, x.rank());
    long[] sizes = NodeArguments.parts(call, call.arranger().size(x, axis));
    long begin = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (!call.node().output(i).isEmpty()) {
        call.give(i, part(call, x, axis, begin, begin + sizes[i], 1), call.kind(0));
      }
      begin += sizes[i];
    }
  }

  private static void gather(NodeCall call) {
    if (call.isConstant(0)) {
      embedding(call);
      return;
    }
    Viewed x = call.view(0);
    int axis = NodeArguments.axis(call, 0, x.rank());
    FoldedTensor places = call.constant(1);
    if (places.rank() > 1) {
      throw call.node().refusal("Edgeflow gathers by a list of places", places);
    }
    Viewed taken = taken(call, x, axis, places.toLongs());
    call.give(places.rank() == 0 ? taken.without(axis) : taken);
  }

  /** The places of an axis, as slices one behind the other. */
  private static Viewed taken(NodeCall call, Viewed x, int axis, long[] places) {
    long size = call.arranger().size(x, axis);
    long[] at = Arrays.stream(places).map(p -> Folding.axis(p, Math.toIntExact(size))).toArray();
    List<Viewed> parts = new ArrayList<>();
    for (int from = 0; from < at.length; ) {
      int to = run(at, from);
      long step = to > from + 1 ? at[from + 1] - at[from] : 1;
      parts.add(part(call, x, axis, at[from], at[to - 1] + 1, step));
      from = to;
      if (parts.size() > MOST_RUNS) {
        throw call.node()
            .refusal("Edgeflow gathers at most " + MOST_RUNS + " runs of places", at.length);
      }
    }
    if (parts.isEmpty()) {
      throw call.node().refusal("A part without elements", "no place");
    }
    return ConcatNodes.joined(call, parts, axis);
  }

  /** How far places go on by equal steps forwards. */
  private static int run(long[] at, int from) {
    int to = from + 1;
    if (to < at.length && at[to] > at[from]) {
      long step = at[to] - at[from];
      while (to < at.length && at[to] - at[to - 1] == step) {
        to++;
      }
    }
    return to;
  }

  /** Rows of a constant table. */
  private static void embedding(NodeCall call) {
    FoldedTensor table = call.constant(0);
    OnnxNode node = call.node();
    node.require("axis", 0, name -> node.number(name, 0));
    if (table.rank() < 1 || table.rank() > 2 || call.kind(1) != Kind.INT) {
      throw node.refusal("Edgeflow gathers rows of a matrix by whole numbers", table);
    }
    Tensor stored = call.floats(0);
    Tensor rows = table.rank() == 1 ? stored.reshape(stored.size(), 1) : stored;
    Viewed x = call.wholes(1);
    Map<ConstantRole, Constant> constants = Map.of(ConstantRole.WEIGHT, Constant.trainable(rows));
    String found = call.add(new Selection.Embedding(), List.of(x.tensor()), constants);
    List<List<Integer>> axes = new ArrayList<>(x.axes());
    if (table.rank() == 2) {
      axes.add(List.of(call.scope().graph().shape(found).rank() - 1));
    }
    call.give(0, new Viewed(found, axes), table.kind());
  }
}
