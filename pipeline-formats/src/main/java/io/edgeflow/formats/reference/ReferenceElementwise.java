package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Elementwise operators on one sample. */
interface ReferenceElementwise extends Elementwise.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] relu(Elementwise.Relu op) {
    return clamp(Activation.RELU);
  }

  @Override
  default float[] relu6(Elementwise.Relu6 op) {
    return clamp(Activation.RELU6);
  }

  @Override
  default float[] clip(Elementwise.Clip op) {
    return each(op::apply);
  }

  @Override
  default float[] prelu(Elementwise.PRelu op) {
    float[] x = call().x();
    float[] slope = call().constant(ConstantRole.SLOPE);
    float[] y = new float[x.length];
    int each = x.length / slope.length;
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] > 0 ? x[i] : slope[i / each] * x[i];
    }
    return y;
  }

  @Override
  default float[] leakyRelu(Nonlinearity.LeakyRelu op) {
    return each(op::apply);
  }

  @Override
  default float[] hardSigmoid(Nonlinearity.HardSigmoid op) {
    return each(op::apply);
  }

  @Override
  default float[] hardSwish(Nonlinearity.HardSwish op) {
    return each(op::apply);
  }

  @Override
  default float[] silu(Nonlinearity.Silu op) {
    return each(op::apply);
  }

  @Override
  default float[] sigmoid(Elementwise.Sigmoid op) {
    return each(x -> 1 / (1 + Math.exp(-x)));
  }

  @Override
  default float[] tanh(Nonlinearity.Tanh op) {
    return each(op::apply);
  }

  @Override
  default float[] erf(Nonlinearity.Erf op) {
    return each(op::apply);
  }

  @Override
  default float[] gelu(Nonlinearity.Gelu op) {
    return each(op::apply);
  }

  @Override
  default float[] rsqrt(Elementwise.Rsqrt op) {
    return each(x -> 1 / Math.sqrt(x));
  }

  @Override
  default float[] dropout(Elementwise.Dropout op) {
    return call().x();
  }

  @Override
  default float[] add(Elementwise.Add op) {
    return both(Double::sum);
  }

  @Override
  default float[] mul(Elementwise.Mul op) {
    return both((a, b) -> a * b);
  }

  @Override
  default float[] sub(Elementwise.Sub op) {
    return both((a, b) -> a - b);
  }

  @Override
  default float[] div(Elementwise.Div op) {
    return both((a, b) -> a / b);
  }

  private float[] both(DoubleBinaryOperator function) {
    ReferenceCall call = call();
    return ReferenceBinary.apply(
        call.x(), call.in(), call.second(), call.secondShape(), call.output(), function);
  }

  private float[] clamp(Activation activation) {
    float[] x = call().x();
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = activation.apply(x[i]);
    }
    return y;
  }

  private float[] each(DoubleUnaryOperator function) {
    float[] x = call().x();
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) function.applyAsDouble(x[i]);
    }
    return y;
  }
}
