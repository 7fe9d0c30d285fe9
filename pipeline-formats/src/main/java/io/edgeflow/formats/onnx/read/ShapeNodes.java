package io.edgeflow.formats.onnx.read;

import io.edgeflow.formats.read.FoldedTensor;
import java.util.Arrays;
import java.util.Map;

/** What is known of a computed tensor without computing it. */
final class ShapeNodes {
  private ShapeNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(
        "Shape",
        call -> call.give(shape(call.node(), sizes(call))),
        "Size",
        call ->
            call.give(
                FoldedTensor.scalar(Arrays.stream(sizes(call)).reduce(1, Math::multiplyExact))));
  }

  /** The sizes, from {@code start} up to before {@code end}. */
  static FoldedTensor shape(OnnxNode node, long[] sizes) {
    int start = place(node.number("start", 0), sizes.length);
    int end = place(node.number("end", sizes.length), sizes.length);
    return FoldedTensor.vector(Arrays.copyOfRange(sizes, start, Math.max(start, end)));
  }

  private static int place(int axis, int rank) {
    return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static long[] sizes(NodeCall call) {
    return call.sizes(0).stream().mapToLong(Long::longValue).toArray();
  }
}
