package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;

/** Executes one elementwise node. */
interface ElementwiseRunner extends Elementwise.Visitor<NDArray>, RunnerScope {
  /** The second operand. */
  NDArray second();

  /** Whether to drop out. */
  boolean training();

  @Override
  default NDArray relu(Elementwise.Relu op) {
    return Activation.relu(x());
  }

  @Override
  default NDArray relu6(Elementwise.Relu6 op) {
    return x().clip(0, 6);
  }

  @Override
  default NDArray sigmoid(Elementwise.Sigmoid op) {
    return Activation.sigmoid(x());
  }

  @Override
  default NDArray tanh(Nonlinearity.Tanh op) {
    return x().tanh();
  }

  @Override
  default NDArray erf(Nonlinearity.Erf op) {
    return x().erf();
  }

  @Override
  default NDArray gelu(Gelu op) {
    return switch (op.approximation()) {
      case NONE -> Activation.gelu(x());
      case TANH -> approximateGelu(x());
    };
  }

  private static NDArray approximateGelu(NDArray x) {
    NDArray cubic = x.mul(x).mul(Gelu.CUBE).add(1).mul(x);
    return cubic.mul(Gelu.SLOPE).tanh().add(1).mul(x).mul(0.5);
  }

  @Override
  default NDArray rsqrt(Elementwise.Rsqrt op) {
    return x().pow(-0.5f);
  }

  @Override
  default NDArray dropout(Elementwise.Dropout op) {
    return training() ? Dropout.dropout(x(), op.rate(), true).singletonOrThrow() : x();
  }

  @Override
  default NDArray add(Elementwise.Add op) {
    return x().add(second());
  }

  @Override
  default NDArray mul(Elementwise.Mul op) {
    return x().mul(second());
  }

  @Override
  default NDArray sub(Elementwise.Sub op) {
    return x().sub(second());
  }

  @Override
  default NDArray div(Elementwise.Div op) {
    return x().div(second());
  }
}
