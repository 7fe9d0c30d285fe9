package io.edgeflow.formats.onnx.read;

import io.edgeflow.formats.read.FoldBinary;
import io.edgeflow.formats.read.FoldReduction;
import io.edgeflow.formats.read.FoldUnary;
import io.edgeflow.formats.read.FoldedTensor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Nodes that read constants only, and so are constants: arithmetic, mostly on shapes. */
final class FoldedNodes {
  private static final int[] ALL = new int[0];

  private FoldedNodes() {}

  static Map<String, NodeReader> readers() {
    Map<String, NodeReader> readers = new HashMap<>();
    for (FoldUnary function : FoldUnary.values()) {
      readers.put(camel(function.name()), unary(function));
    }
    for (FoldBinary function : FoldBinary.values()) {
      readers.put(camel(function.name()), binary(function));
    }
    readers.remove("Fmod");
    readers.put("Mod", call -> binary(mod(call.node())).read(call));
    readers.put("Min", variadic(FoldBinary.MIN));
    readers.put("Max", variadic(FoldBinary.MAX));
    readers.put("Sum", variadic(FoldBinary.ADD));
    for (FoldReduction how : FoldReduction.values()) {
      readers.put("Reduce" + camel(how.name()), call -> reduce(how, call));
    }
    readers.put(
        "Where",
        call ->
            call.give(call.folding().where(call.constant(0), call.constant(1), call.constant(2))));
    readers.put(
        "MatMul", call -> call.give(call.folding().matMul(call.constant(0), call.constant(1))));
    readers.put("Identity", call -> call.give(call.constant(0)));
    readers.put("Dropout", FoldedNodes::dropout);
    readers.put("Cast", FoldedNodes::cast);
    readers.put("CastLike", FoldedNodes::castLike);
    readers.put("Shape", call -> call.give(ShapeNodes.shape(call.node(), call.constant(0).dims())));
    readers.put("Size", call -> call.give(FoldedTensor.scalar(call.constant(0).size())));
    return readers;
  }

  /** {@code GREATER_OR_EQUAL} as {@code GreaterOrEqual}. */
  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return camel.toString();
  }

  private static NodeReader unary(FoldUnary function) {
    return call -> call.give(call.folding().apply(function, call.constant(0)));
  }

  private static NodeReader binary(FoldBinary function) {
    return call -> call.give(call.folding().apply(function, call.constant(0), call.constant(1)));
  }

  private static FoldBinary mod(OnnxNode node) {
    return node.flag("fmod", false) ? FoldBinary.FMOD : FoldBinary.MOD;
  }

  private static NodeReader variadic(FoldBinary function) {
    return call -> {
      FoldedTensor result = call.constant(0);
      for (int i = 1; i < call.node().inputs().size(); i++) {
        result = call.folding().apply(function, result, call.constant(i));
      }
      call.give(result);
    };
  }

  private static void reduce(FoldReduction how, NodeCall call) {
    FoldedTensor x = call.constant(0);
    int[] axes = NodeArguments.axes(call, 1, x.rank()).orElse(ALL);
    boolean keep = call.node().flag("keepdims", true);
    boolean nothing = call.node().flag("noop_with_empty_axes", false) && axes.length == 0;
    call.give(nothing ? x : call.folding().reduce(how, x, keep, axes));
  }

  private static void dropout(NodeCall call) {
    call.node().ignore("seed");
    call.node().ignore("ratio");
    call.give(call.constant(0));
  }

  private static void cast(NodeCall call) {
    call.node().ignore("saturate");
    call.give(call.folding().cast(call.constant(0), CastNodes.target(call.node())));
  }

  private static void castLike(NodeCall call) {
    call.node().ignore("saturate");
    call.give(call.folding().cast(call.constant(0), call.constant(1).kind()));
  }
}
