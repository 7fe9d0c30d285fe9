package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Folding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Nodes that make constants, or move the elements of constants. */
final class FoldedArrangements {
  private FoldedArrangements() {}

  static Map<String, NodeReader> readers() {
    return Map.ofEntries(
        Map.entry("Constant", FoldedArrangements::constant),
        Map.entry("ConstantOfShape", FoldedArrangements::constantOfShape),
        Map.entry("Range", FoldedArrangements::range),
        Map.entry("Reshape", FoldedArrangements::reshape),
        Map.entry("Flatten", FoldedArrangements::flatten),
        Map.entry("Transpose", FoldedArrangements::transpose),
        Map.entry("Squeeze", FoldedArrangements::squeeze),
        Map.entry("Unsqueeze", FoldedArrangements::unsqueeze),
        Map.entry("Expand", FoldedArrangements::expand),
        Map.entry("Tile", call -> call.give(call.folding().tile(call.constant(0), call.longs(1)))),
        Map.entry("Slice", FoldedArrangements::slice),
        Map.entry("Split", FoldedArrangements::split),
        Map.entry("Gather", FoldedArrangements::gather),
        Map.entry("Concat", FoldedArrangements::concat),
        Map.entry("NonZero", call -> call.give(call.folding().nonZero(call.constant(0)))),
        Map.entry("Trilu", FoldedArrangements::trilu));
  }

  private static void constant(NodeCall call) {
    OnnxNode node = call.node();
    Optional<TensorProto> tensor = node.tensor("value");
    if (tensor.isPresent()) {
      call.give(call.stored(tensor.get()));
    } else if (node.given("value_float")) {
      call.give(FoldedTensor.scalar(node.real("value_float", 0)));
    } else if (node.given("value_int")) {
      call.give(FoldedTensor.scalar(node.large("value_int", 0)));
    } else if (node.given("value_floats")) {
      List<Float> values = node.reals("value_floats").orElseThrow();
      float[] floats = new float[values.size()];
      IntStream.range(0, floats.length).forEach(i -> floats[i] = values.get(i));
      call.give(FoldedTensor.of(Tensor.of(new int[] {floats.length}, floats)));
    } else if (node.given("value_ints")) {
      call.give(FoldedTensor.vector(node.larges("value_ints").orElseThrow()));
    } else {
      throw node.refusal("A constant of no number", node.name());
    }
  }

  private static void constantOfShape(NodeCall call) {
    FoldedTensor value =
        call.node().tensor("value").map(call::stored).orElseGet(() -> FoldedTensor.scalar(0f));
    call.give(call.folding().fill(value, call.longs(0)));
  }

  private static void range(NodeCall call) {
    call.give(call.folding().range(call.constant(0), call.constant(1), call.constant(2)));
  }

  private static void reshape(NodeCall call) {
    FoldedTensor x = call.constant(0);
    call.give(call.folding().reshape(x, NodeArguments.reshape(call, x.dims())));
  }

  private static void flatten(NodeCall call) {
    FoldedTensor x = call.constant(0);
    int axis = call.node().number("axis", 1);
    int from = axis == x.rank() ? axis : Folding.axis(axis, x.rank());
    long rows = Arrays.stream(x.dims()).limit(from).reduce(1, Math::multiplyExact);
    long columns = Arrays.stream(x.dims()).skip(from).reduce(1, Math::multiplyExact);
    call.give(call.folding().reshape(x, rows, columns));
  }

  private static void transpose(NodeCall call) {
    FoldedTensor x = call.constant(0);
    call.give(call.folding().transpose(x, NodeArguments.permutation(call, x.rank())));
  }

  private static void squeeze(NodeCall call) {
    FoldedTensor x = call.constant(0);
    call.give(call.folding().squeeze(x, NodeArguments.axes(call, 1, x.rank()).orElse(new int[0])));
  }

  private static void unsqueeze(NodeCall call) {
    FoldedTensor x = call.constant(0);
    call.give(call.folding().unsqueeze(x, NodeArguments.newAxes(call, x.rank())));
  }

  private static void expand(NodeCall call) {
    FoldedTensor x = call.constant(0);
    call.give(call.folding().expand(x, Folding.broadcast(x.dims(), call.longs(1))));
  }

  private static void slice(NodeCall call) {
    FoldedTensor x = call.constant(0);
    NodeArguments.Slices s = NodeArguments.Slices.of(call, x.rank());
    call.give(call.folding().slice(x, s.starts(), s.ends(), s.axes(), s.steps()));
  }

  private static void split(NodeCall call) {
    FoldedTensor x = call.constant(0);
    int axis = NodeArguments.axis(call, 0, x.rank());
    List<FoldedTensor> parts =
        call.folding().split(x, axis, NodeArguments.parts(call, x.dim(axis)));
    IntStream.range(0, parts.size()).forEach(i -> call.give(i, parts.get(i)));
  }

  private static void gather(NodeCall call) {
    FoldedTensor x = call.constant(0);
    int axis = NodeArguments.axis(call, 0, x.rank());
    call.give(call.folding().gather(x, call.constant(1), axis));
  }

  private static void concat(NodeCall call) {
    List<FoldedTensor> parts =
        IntStream.range(0, call.node().inputs().size()).mapToObj(call::constant).toList();
    int axis = NodeArguments.axis(call, 0, parts.get(0).rank());
    call.give(call.folding().concat(axis, parts));
  }

  private static void trilu(NodeCall call) {
    long diagonal = call.has(1) ? call.longs(1)[0] : 0;
    boolean upper = call.node().flag("upper", true);
    call.give(call.folding().triangle(call.constant(0), diagonal, upper));
  }
}
