package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.tensor.Shape;
import java.util.Map;
import java.util.Objects;

/** One node on one sample; values lie in logical order. */
final class ReferenceOps implements Op.Visitor<float[]> {
  private final ModelGraph graph;
  private final Node node;
  private final float[] x;
  private final Map<String, float[]> constants;

  ReferenceOps(
      ModelGraph graph, Node node, Map<String, float[]> known, Map<String, float[]> constants) {
    this.graph = graph;
    this.node = node;
    this.x = Objects.requireNonNull(known.get(node.input()));
    this.constants = constants;
  }

  @Override
  public float[] conv2d(Op.Conv2d op) {
    Shape weight = Shape.of(graph.constant(node.inputs().get(1)).value().dims());
    return new ReferenceConv(op, graph.shape(node.input()), weight, graph.shape(node.output()))
        .apply(x, constant(1), constant(2));
  }

  @Override
  public float[] linear(Op.Linear op) {
    float[] weight = constant(1);
    float[] bias = constant(2);
    float[] y = new float[bias.length];
    for (int o = 0; o < y.length; o++) {
      double sum = bias[o];
      int row = o * x.length;
      for (int i = 0; i < x.length; i++) {
        sum += (double) weight[row + i] * x[i];
      }
      y[o] = (float) sum;
    }
    return y;
  }

  @Override
  public float[] batchNorm(Op.BatchNorm op) {
    float[] gamma = constant(1);
    float[] beta = constant(2);
    float[] mean = constant(3);
    float[] variance = constant(4);
    float[] y = new float[x.length];
    int each = x.length / gamma.length;
    for (int i = 0; i < y.length; i++) {
      int c = i / each;
      double deviation = Math.sqrt((double) variance[c] + op.epsilon());
      y[i] = (float) (gamma[c] * ((double) x[i] - mean[c]) / deviation + beta[c]);
    }
    return y;
  }

  @Override
  public float[] relu(Op.Relu op) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
    return y;
  }

  @Override
  public float[] maxPool2d(Op.MaxPool2d op) {
    Shape in = graph.shape(node.input());
    Shape out = graph.shape(node.output());
    int width = in.fixed(3);
    float[] y = new float[out.elementsPerSample()];
    int target = 0;
    for (int c = 0; c < out.fixed(1); c++) {
      for (int oy = 0; oy < out.fixed(2); oy++) {
        for (int ox = 0; ox < out.fixed(3); ox++) {
          int row = c * in.fixed(2) + oy * op.stride().height();
          y[target++] = largest(op.kernel(), row * width + ox * op.stride().width(), width);
        }
      }
    }
    return y;
  }

  @Override
  public float[] flatten(Op.Flatten op) {
    return x;
  }

  @Override
  public float[] dropout(Op.Dropout op) {
    return x;
  }

  @Override
  public float[] softmax(Op.Softmax op) {
    Shape shape = graph.shape(node.output());
    int each = shape.fixed(shape.rank() - 1);
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

  private float largest(Op.Size kernel, int corner, int width) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int ky = 0; ky < kernel.height(); ky++) {
      for (int kx = 0; kx < kernel.width(); kx++) {
        largest = Math.max(largest, x[corner + ky * width + kx]);
      }
    }
    return largest;
  }

  private float[] constant(int input) {
    return Objects.requireNonNull(constants.get(node.inputs().get(input)));
  }
}
