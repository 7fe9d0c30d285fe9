package io.edgeflow.formats.onnx.read;

import io.edgeflow.formats.read.FoldedTensor.Kind;
import java.util.Map;

/**
 * Casts. In the graph all are floats, so that only one that would round is refused, where it is
 * read.
 */
final class CastNodes {
  private CastNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(
        "Cast",
        call -> cast(call, target(call.node())),
        "CastLike",
        call -> cast(call, call.kind(1)));
  }

  /** What a Cast makes of elements. */
  static Kind target(OnnxNode node) {
    int type = node.number("to", 0);
    return StoredType.of(type)
        .map(StoredType::kind)
        .orElseThrow(
            () ->
                node.refusal(
                    "Edgeflow does not compute with a type that is cast to",
                    StoredType.word(type)));
  }

  private static void cast(NodeCall call, Kind to) {
    call.node().ignore("saturate");
    Kind from = call.kind(0);
    if (to == Kind.BOOL && from != Kind.BOOL) {
      throw call.node().refusal("Edgeflow does not compare what is computed", from + " to " + to);
    }
    if (from == Kind.FLOAT && to == Kind.INT) {
      call.scope().giveUnrounded(call.node().output(0), call.view(0));
    } else {
      call.give(0, call.view(0), to);
    }
  }
}
