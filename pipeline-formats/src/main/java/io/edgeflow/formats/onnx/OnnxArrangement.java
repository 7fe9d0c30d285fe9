package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.UnitAxis;
import java.util.ArrayList;
import java.util.List;

/** The operators that move values. */
interface OnnxArrangement extends Arrangement.Visitor<OnnxCall> {
  /** A size that follows from the others. */
  int ANY = -1;

  @Override
  default OnnxCall flatten(Arrangement.Flatten op) {
    return new OnnxCall("Flatten").number("axis", 1);
  }

  @Override
  default OnnxCall reshape(Arrangement.Reshape op) {
    List<Integer> shape = new ArrayList<>(List.of(ANY));
    shape.addAll(op.sizes());
    return new OnnxCall("Reshape").parameter("shape", shape);
  }

  @Override
  default OnnxCall transpose(Arrangement.Transpose op) {
    return new OnnxCall("Transpose")
        .numbers("perm", op.permutation().stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  default OnnxCall pad(Arrangement.Pad op) {
    List<Integer> pads = new ArrayList<>(List.of(0));
    pads.addAll(op.before());
    pads.add(0);
    pads.addAll(op.after());
    OnnxCall call = new OnnxCall("Pad").parameter("pads", pads);
    return op.constant() == 0 ? call : call.parameter("value", op.constant());
  }

  @Override
  default OnnxCall concat(Arrangement.Concat op) {
    return new OnnxCall("Concat").number("axis", op.axis());
  }

  @Override
  default OnnxCall squeeze(UnitAxis.Squeeze op) {
    return new OnnxCall("Squeeze").parameter("axes", op.at());
  }

  @Override
  default OnnxCall unsqueeze(UnitAxis.Unsqueeze op) {
    return new OnnxCall("Unsqueeze").parameter("axes", op.at());
  }
}
