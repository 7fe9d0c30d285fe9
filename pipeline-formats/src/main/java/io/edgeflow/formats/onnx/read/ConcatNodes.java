package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Concat and Pad: what grows along an axis. */
final class ConcatNodes {
  private ConcatNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of("Concat", ConcatNodes::concat, "Pad", ConcatNodes::pad);
  }

  /** Constants between are added to zeros around what is computed. */
  private static void concat(NodeCall call) {
    int count = call.node().inputs().size();
    int computed = IntStream.range(0, count).filter(i -> !call.isConstant(i)).findFirst().orElse(0);
    Viewed first = call.view(computed);
    int axis = NodeArguments.axis(call, 0, first.rank());
    List<Viewed> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!call.isConstant(i)) {
        parts.add(call.view(i));
      }
    }
    Viewed joined = parts.size() == count ? joined(call, parts, axis) : withConstants(call, axis);
    call.give(0, joined, call.kind(computed));
  }

  /** Tensors one behind the other. */
  static Viewed joined(NodeCall call, List<Viewed> parts, int axis) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<Viewed> single =
        parts.stream().map(part -> call.arranger().single(call.name(), part, axis)).toList();
    List<Viewed> aligned = call.arranger().aligned(call.name(), single);
    List<String> tensors = aligned.stream().map(Viewed::tensor).toList();
    Viewed first = aligned.get(0);
    int own = first.axes().get(axis).get(0);
    return first.on(call.add(new Arrangement.Concat(own), tensors, Map.of()));
  }

  private static Viewed withConstants(NodeCall call, int axis) {
    List<Viewed> parts = new ArrayList<>();
    List<FoldedTensor> waiting = new ArrayList<>();
    for (int i = 0; i < call.node().inputs().size(); i++) {
      if (call.isConstant(i)) {
        waiting.add(call.constant(i));
        continue;
      }
      Viewed part = call.view(i);
      for (FoldedTensor constant : reversed(waiting)) {
        part = beside(call, part, axis, constant, true);
      }
      waiting.clear();
      parts.add(part);
    }
    for (FoldedTensor constant : waiting) {
      int last = parts.size() - 1;
      parts.set(last, beside(call, parts.get(last), axis, constant, false));
    }
    return joined(call, parts, axis);
  }

  private static List<FoldedTensor> reversed(List<FoldedTensor> constants) {
    List<FoldedTensor> reversed = new ArrayList<>(constants);
    Collections.reverse(reversed);
    return reversed;
  }

  /** A tensor with a constant before it or behind it. */
  private static Viewed beside(
      NodeCall call, Viewed x, int axis, FoldedTensor constant, boolean before) {
    long size = call.arranger().size(x, axis);
    long added = constant.dim(axis);
    if (added == 0) {
      return x;
    }
    long[] zeros = constant.dims();
    zeros[axis] = size;
    FoldedTensor zero = call.folding().fill(FoldedTensor.scalar(0f), zeros);
    FoldedTensor whole =
        call.folding().concat(axis, before ? List.of(constant, zero) : List.of(zero, constant));
    int[] pads = new int[2 * x.rank()];
    pads[before ? axis : x.rank() + axis] = Math.toIntExact(added);
    Viewed padded = padded(call, x, pads, 0);
    return OperandNodes.withConstant(call, new Add(), padded, whole);
  }

  private static void pad(NodeCall call) {
    OnnxNode node = call.node();
    node.require("mode", "constant", name -> node.text(name, "constant"));
    Viewed x = call.view(0);
    long[] given = call.longs(1);
    float value = call.has(2) ? call.number(2) : 0;
    int[] axes =
        call.has(3)
            ? IntStream.of(NodeArguments.axes(call, 3, x.rank()).orElseThrow()).toArray()
            : IntStream.range(0, x.rank()).toArray();
    if (given.length != 2 * axes.length) {
      throw node.refusal("The pads are not two for each axis", given.length);
    }
    int[] pads = new int[2 * x.rank()];
    for (int i = 0; i < axes.length; i++) {
      pads[axes[i]] = Math.toIntExact(given[i]);
      pads[x.rank() + axes[i]] = Math.toIntExact(given[axes.length + i]);
    }
    call.give(padded(call, cut(call, x, pads), pads, value));
  }

  /** What negative pads cut off. */
  private static Viewed cut(NodeCall call, Viewed view, int[] pads) {
    Viewed x = view;
    for (int axis = 0; axis < view.rank(); axis++) {
      long size = call.arranger().size(x, axis);
      long begin = Math.max(0, -(long) pads[axis]);
      long end = size - Math.max(0, -(long) pads[view.rank() + axis]);
      x = SelectionNodes.part(call, x, axis, begin, end, 1);
    }
    return x;
  }

  /** With a number around; negative pads are passed over. */
  private static Viewed padded(NodeCall call, Viewed view, int[] pads, float value) {
    Viewed x = view;
    List<Integer> padded =
        IntStream.range(0, view.rank())
            .filter(axis -> Math.max(pads[axis], pads[view.rank() + axis]) > 0)
            .boxed()
            .toList();
    if (padded.isEmpty()) {
      return x;
    }
    for (int axis : padded) {
      x = call.arranger().single(call.name(), x, axis);
    }
    int sample = call.scope().graph().shape(x.tensor()).rank() - 1;
    List<Integer> before = new ArrayList<>(Collections.nCopies(sample, 0));
    List<Integer> after = new ArrayList<>(Collections.nCopies(sample, 0));
    for (int axis : padded) {
      int own = x.axes().get(axis).get(0) - 1;
      before.set(own, Math.max(0, pads[axis]));
      after.set(own, Math.max(0, pads[view.rank() + axis]));
    }
    return x.on(call.add(new Arrangement.Pad(before, after, value), x.tensor()));
  }
}
