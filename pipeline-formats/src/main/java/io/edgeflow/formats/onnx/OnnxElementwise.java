package io.edgeflow.formats.onnx;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;

/** The ONNX operator (opset 17) of each elementwise operator. */
interface OnnxElementwise extends Elementwise.Visitor<OnnxCall> {
  @Override
  default OnnxCall relu(Elementwise.Relu op) {
    return new OnnxCall("Relu");
  }

  @Override
  default OnnxCall relu6(Elementwise.Relu6 op) {
    return new OnnxCall("Clip").parameter("min", 0).parameter("max", 6);
  }

  @Override
  default OnnxCall clip(Elementwise.Clip op) {
    OnnxCall call = new OnnxCall("Clip");
    if (op.min() == null) {
      call.absent("min");
    } else {
      call.parameter("min", op.min());
    }
    return op.max() == null ? call : call.parameter("max", op.max());
  }

  @Override
  default OnnxCall prelu(Elementwise.PRelu op) {
    return new OnnxCall("PRelu");
  }

  @Override
  default OnnxCall leakyRelu(Nonlinearity.LeakyRelu op) {
    return new OnnxCall("LeakyRelu").real("alpha", op.slope());
  }

  @Override
  default OnnxCall hardSigmoid(Nonlinearity.HardSigmoid op) {
    return new OnnxCall("HardSigmoid").real("alpha", op.alpha()).real("beta", op.beta());
  }

  @Override
  default OnnxCall hardSwish(Nonlinearity.HardSwish op) {
    return new OnnxCall("HardSwish");
  }

  @Override
  default OnnxCall silu(Nonlinearity.Silu op) {
    throw refuse("A SiLU is exported in parts");
  }

  @Override
  default OnnxCall sigmoid(Elementwise.Sigmoid op) {
    return new OnnxCall("Sigmoid");
  }

  @Override
  default OnnxCall tanh(Nonlinearity.Tanh op) {
    return new OnnxCall("Tanh");
  }

  @Override
  default OnnxCall erf(Nonlinearity.Erf op) {
    return new OnnxCall("Erf");
  }

  /** An operator of opset 20. */
  @Override
  default OnnxCall gelu(Nonlinearity.Gelu op) {
    throw refuse("A Gelu is exported in parts");
  }

  @Override
  default OnnxCall rsqrt(Elementwise.Rsqrt op) {
    return new OnnxCall("Pow").parameter("exponent", -0.5f);
  }

  @Override
  default OnnxCall dropout(Elementwise.Dropout op) {
    throw refuse("Dropout is not exported");
  }

  @Override
  default OnnxCall add(Elementwise.Add op) {
    return new OnnxCall("Add");
  }

  @Override
  default OnnxCall mul(Elementwise.Mul op) {
    return new OnnxCall("Mul");
  }

  @Override
  default OnnxCall sub(Elementwise.Sub op) {
    return new OnnxCall("Sub");
  }

  @Override
  default OnnxCall div(Elementwise.Div op) {
    return new OnnxCall("Div");
  }

  private static PipelineException refuse(String what) {
    return PipelineException.failed(what).build();
  }
}
