package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;
import java.util.Arrays;

/** The operators that bring values to a common scale. */
interface OnnxNormalization extends Normalization.Visitor<OnnxCall> {
  /** The operation that is written. */
  FusedOp fused();

  /** The graph that it belongs to. */
  LoweredGraph graph();

  @Override
  default OnnxCall batchNorm(Normalization.BatchNorm op) {
    return new OnnxCall("BatchNormalization").real("epsilon", op.epsilon());
  }

  @Override
  default OnnxCall layerNorm(Normalization.LayerNorm op) {
    OnnxCall call =
        new OnnxCall("LayerNormalization")
            .number("axis", -op.lastAxes())
            .real("epsilon", op.epsilon());
    return fused().optional(ConstantRole.GAMMA).isPresent()
        ? call
        : call.parameter("scale", ones(op.lastAxes()));
  }

  @Override
  default OnnxCall instanceNorm(Normalization.InstanceNorm op) {
    OnnxCall call = new OnnxCall("InstanceNormalization").real("epsilon", op.epsilon());
    if (fused().optional(ConstantRole.GAMMA).isPresent()) {
      return call;
    }
    int[] channels = {sizes()[1]};
    return call.parameter("scale", filled(1, channels)).parameter("shift", filled(0, channels));
  }

  /** The operator wants a factor. */
  private Tensor ones(int axes) {
    return filled(1, Arrays.copyOfRange(sizes(), sizes().length - axes, sizes().length));
  }

  private int[] sizes() {
    return graph().value(fused().output()).shape().resolve(1, 1);
  }

  private static Tensor filled(float value, int... dims) {
    float[] values = new float[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
    Arrays.fill(values, value);
    return Tensor.of(dims, values);
  }
}
