package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.ChannelAffine;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One node on one sample; values lie in logical order. */
final class ReferenceOps implements Op.Visitor<float[]> {
  private final ModelGraph graph;
  private final Node node;
  private final List<float[]> inputs;
  private final float[] x;
  private final Map<String, float[]> constants;

  ReferenceOps(
      ModelGraph graph, Node node, Map<String, float[]> known, Map<String, float[]> constants) {
    this.graph = graph;
    this.node = node;
    this.inputs = node.inputs().stream().map(i -> Objects.requireNonNull(known.get(i))).toList();
    this.x = inputs.get(0);
    this.constants = constants;
  }

  @Override
  public float[] conv2d(Weighted.Conv2d op) {
    Shape weight = graph.operands(node).constant(ConstantRole.WEIGHT);
    return new ReferenceConv(op, in(), weight, out())
        .apply(x, constant(ConstantRole.WEIGHT), bias(weight.fixed(0)));
  }

  @Override
  public float[] linear(Weighted.Linear op) {
    float[] weight = constant(ConstantRole.WEIGHT);
    int features = in().fixed(in().rank() - 1);
    float[] bias = bias(weight.length / features);
    float[] y = new float[x.length / features * bias.length];
    for (int i = 0; i < y.length; i++) {
      int o = i % bias.length;
      int row = i / bias.length * features;
      double sum = bias[o];
      for (int k = 0; k < features; k++) {
        sum += (double) weight[o * features + k] * x[row + k];
      }
      y[i] = (float) sum;
    }
    return y;
  }

  @Override
  public float[] batchNorm(Normalization.BatchNorm op) {
    Map<ConstantRole, float[]> values = new EnumMap<>(ConstantRole.class);
    node.constants().keySet().forEach(role -> values.put(role, constant(role)));
    ChannelAffine affine = op.channelAffine(values).orElseThrow();
    float[] y = new float[x.length];
    int each = x.length / affine.channels();
    for (int i = 0; i < y.length; i++) {
      int c = i / each;
      y[i] = (float) (affine.factor()[c] * x[i] + affine.shift()[c]);
    }
    return y;
  }

  @Override
  public float[] relu(Elementwise.Relu op) {
    return clamp(Activation.RELU);
  }

  @Override
  public float[] relu6(Elementwise.Relu6 op) {
    return clamp(Activation.RELU6);
  }

  @Override
  public float[] sigmoid(Elementwise.Sigmoid op) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
    return y;
  }

  @Override
  public float[] dropout(Elementwise.Dropout op) {
    return x;
  }

  @Override
  public float[] add(Elementwise.Add op) {
    return ReferenceBinary.apply(x, in(), second(), secondShape(), out(), Double::sum);
  }

  @Override
  public float[] mul(Elementwise.Mul op) {
    return ReferenceBinary.apply(x, in(), second(), secondShape(), out(), (a, b) -> a * b);
  }

  @Override
  public float[] maxPool2d(Pooling.MaxPool2d op) {
    return ReferencePool.largest(x, in(), out(), op.kernel(), op.stride());
  }

  @Override
  public float[] avgPool2d(Pooling.AvgPool2d op) {
    return ReferencePool.mean(x, in(), out(), op.kernel(), op.stride());
  }

  @Override
  public float[] globalAvgPool(Pooling.GlobalAvgPool op) {
    return ReferencePool.meanOfChannels(x, out().fixed(1));
  }

  @Override
  public float[] flatten(Arrangement.Flatten op) {
    return x;
  }

  @Override
  public float[] reshape(Arrangement.Reshape op) {
    return x;
  }

  @Override
  public float[] transpose(Arrangement.Transpose op) {
    return ReferenceArrange.transpose(x, in().resolve(1, 1), op.permutation());
  }

  @Override
  public float[] pad(Arrangement.Pad op) {
    return ReferenceArrange.pad(x, in().resolve(1, 1), out().resolve(1, 1), op.before());
  }

  @Override
  public float[] concat(Arrangement.Concat op) {
    return ReferenceArrange.concat(
        inputs,
        node.inputs().stream().map(i -> graph.shape(i).resolve(1, 1)).toList(),
        op.axis(),
        out().elementsPerSample());
  }

  @Override
  public float[] softmax(Normalization.Softmax op) {
    int each = out().fixed(out().rank() - 1);
    float[] y = new float[x.length];
    for (int from = 0; from < y.length; from += each) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + each; i++) {
        largest = Math.max(largest, x[i]);
      }
      double sum = 0;
      for (int i = from; i < from + each; i++) {
        sum += Math.exp(x[i] - largest);
      }
      for (int i = from; i < from + each; i++) {
        y[i] = (float) (Math.exp(x[i] - largest) / sum);
      }
    }
    return y;
  }

  private float[] clamp(Activation activation) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = activation.apply(x[i]);
    }
    return y;
  }

  private float[] second() {
    return inputs.size() > 1 ? inputs.get(1) : constant(ConstantRole.OPERAND);
  }

  private Shape secondShape() {
    return inputs.size() > 1
        ? graph.shape(node.inputs().get(1))
        : graph.operands(node).constant(ConstantRole.OPERAND);
  }

  private Shape in() {
    return graph.shape(node.inputs().get(0));
  }

  private Shape out() {
    return graph.shape(node.output());
  }

  private float[] bias(int size) {
    return node.optional(ConstantRole.BIAS).isPresent()
        ? constant(ConstantRole.BIAS)
        : new float[size];
  }

  private float[] constant(ConstantRole role) {
    return Objects.requireNonNull(constants.get(node.constant(role)));
  }
}
