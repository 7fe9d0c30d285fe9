package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import java.util.Arrays;

/** Executes one elementwise node. */
interface ElementwiseRunner extends Elementwise.Visitor<NDArray>, RunnerScope {
  /** The input with its share of zeros, in training. */
  NDArray dropped(float rate);

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
  default NDArray clip(Elementwise.Clip op) {
    return x().clip(
            op.min() == null ? Float.NEGATIVE_INFINITY : op.min(),
            op.max() == null ? Float.POSITIVE_INFINITY : op.max());
  }

  @Override
  default NDArray prelu(Elementwise.PRelu op) {
    long[] sizes = new long[x().getShape().dimension()];
    Arrays.fill(sizes, 1);
    sizes[1] = -1;
    NDArray slope = constant(ConstantRole.SLOPE).reshape(sizes);
    // A view belongs to its array's manager, which outlives this batch; the batch's own frees it.
    slope.attach(x().getManager());
    return NDArrays.where(x().gt(0), x(), x().mul(slope));
  }

  @Override
  default NDArray leakyRelu(Nonlinearity.LeakyRelu op) {
    return Activation.leakyRelu(x(), op.slope());
  }

  @Override
  default NDArray hardSigmoid(Nonlinearity.HardSigmoid op) {
    return x().mul(op.alpha()).add(op.beta()).clip(0, 1);
  }

  @Override
  default NDArray hardSwish(Nonlinearity.HardSwish op) {
    return x().add(3).clip(0, 6).div(6).mul(x());
  }

  @Override
  default NDArray silu(Nonlinearity.Silu op) {
    return x().mul(Activation.sigmoid(x()));
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
    return training() && op.rate() > 0 ? dropped(op.rate()) : x();
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
