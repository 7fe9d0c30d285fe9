package io.edgeflow.train.architecture;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Draws the weights of one layer after the other, each from a stream of its own; equal seeds give
 * equal weights on every machine.
 */
public final class LayerWeights {
  private final long seed;
  private int layer;

  /** A source that has drawn nothing yet. */
  public LayerWeights(long seed) {
    this.seed = seed;
  }

  /**
   * Weight and bias as PyTorch draws them by default (He et al. 2015 with a = √5): uniform in
   * {@code ±1/√fanIn}.
   *
   * @param dims of the weight, the outputs first
   */
  public Map<ConstantRole, Constant> uniform(int... dims) {
    KeyedRandom random = KeyedRandom.of(KeyedRandom.Use.WEIGHTS, seed, layer++);
    double bound = 1 / Math.sqrt(fanIn(dims));
    Constant weight = drawn(() -> random.nextSymmetric() * bound, dims);
    Constant bias = drawn(() -> random.nextSymmetric() * bound, dims[0]);
    return Map.of(ConstantRole.WEIGHT, weight, ConstantRole.BIAS, bias);
  }

  /**
   * A weight for a layer in front of a ReLU (He et al. 2015): uniform in {@code ±√(6/fanIn)}, and a
   * bias of zeros.
   *
   * @param dims of the weight, the outputs first
   */
  public Map<ConstantRole, Constant> rectified(int... dims) {
    KeyedRandom random = KeyedRandom.of(KeyedRandom.Use.WEIGHTS, seed, layer++);
    double bound = Math.sqrt(6.0 / fanIn(dims));
    Constant weight = drawn(() -> random.nextSymmetric() * bound, dims);
    return Map.of(ConstantRole.WEIGHT, weight, ConstantRole.BIAS, filled(0, dims[0]));
  }

  /**
   * A weight for a layer without a ReLU behind it (Glorot and Bengio 2010): uniform in {@code
   * ±√(6/(fanIn + fanOut))}, and a bias of zeros.
   *
   * @param dims of the weight, the outputs first
   */
  public Map<ConstantRole, Constant> xavier(int... dims) {
    KeyedRandom random = KeyedRandom.of(KeyedRandom.Use.WEIGHTS, seed, layer++);
    int window = fanIn(dims) / dims[1];
    double bound = Math.sqrt(6.0 / (fanIn(dims) + dims[0] * window));
    Constant weight = drawn(() -> random.nextSymmetric() * bound, dims);
    return Map.of(ConstantRole.WEIGHT, weight, ConstantRole.BIAS, filled(0, dims[0]));
  }

  /**
   * Weights and biases of a recurrent layer as PyTorch draws them by default: uniform in {@code
   * ±1/√hidden}.
   *
   * @param gates how many blocks of {@code hidden} rows the weights have
   */
  public Map<ConstantRole, Constant> recurrent(int gates, int hidden, int features) {
    KeyedRandom random = KeyedRandom.of(KeyedRandom.Use.WEIGHTS, seed, layer++);
    double bound = 1 / Math.sqrt(hidden);
    DoubleSupplier next = () -> random.nextSymmetric() * bound;
    int rows = gates * hidden;
    Constant weight = drawn(next, rows, features);
    Constant recurrentWeight = drawn(next, rows, hidden);
    Constant bias = drawn(next, rows);
    return Map.of(
        ConstantRole.WEIGHT, weight,
        ConstantRole.RECURRENT_WEIGHT, recurrentWeight,
        ConstantRole.BIAS, bias,
        ConstantRole.RECURRENT_BIAS, drawn(next, rows));
  }

  /** Numbers to be learned that begin near zero, with a deviation of 0.02 as BERT's positions. */
  public Constant small(int... dims) {
    KeyedRandom random = KeyedRandom.of(KeyedRandom.Use.WEIGHTS, seed, layer++);
    double bound = 0.02 * Math.sqrt(3);
    return drawn(() -> random.nextSymmetric() * bound, dims);
  }

  /** A layer normalization that changes neither mean nor deviation yet. */
  public static Map<ConstantRole, Constant> standardization(int features) {
    return Map.of(ConstantRole.GAMMA, filled(1, features), ConstantRole.BETA, filled(0, features));
  }

  /** A batch normalization that has seen nothing yet. */
  public static Map<ConstantRole, Constant> normalization(int channels) {
    return Map.of(
        ConstantRole.GAMMA, filled(1, channels),
        ConstantRole.BETA, filled(0, channels),
        ConstantRole.MEAN, Constant.buffer(filled(0, channels).value()),
        ConstantRole.VARIANCE, Constant.buffer(filled(1, channels).value()));
  }

  private static int fanIn(int... dims) {
    return Arrays.stream(dims).skip(1).reduce(1, Math::multiplyExact);
  }

  private static Constant filled(float value, int size) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return Constant.trainable(Tensor.of(new int[] {size}, values));
  }

  private static Constant drawn(DoubleSupplier next, int... dims) {
    float[] values = new float[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) next.getAsDouble();
    }
    return Constant.trainable(Tensor.of(dims, values));
  }
}
