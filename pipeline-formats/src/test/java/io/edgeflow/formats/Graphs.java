package io.edgeflow.formats;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Networks with random weights. */
public final class Graphs {
  private static final MaxPool2d POOL = new MaxPool2d(Size.square(2), Size.square(2));

  private final SplittableRandom random;

  public Graphs(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The network of the shipped configuration. */
  public static ModelGraph cnn(int side, int channels, long seed) {
    Graphs make = new Graphs(seed);
    int flat = 64 * (side / 4) * (side / 4);
    return new GraphBuilder("cnn", Shape.batchOf(channels, side, side))
        .apply("conv1", Conv2d.padded(1), make.layer(32, channels, 3, 3))
        .apply("relu1", new Relu())
        .apply("pool1", POOL)
        .apply("conv2", Conv2d.padded(1), make.layer(64, 32, 3, 3))
        .apply("relu2", new Relu())
        .apply("pool2", POOL)
        .apply("flatten", new Flatten())
        .apply("fc1", new Linear(), make.layer(128, flat))
        .apply("relu3", new Relu())
        .apply("dropout", new Dropout(0.5f))
        .apply("logits", new Linear(), make.layer(10, 128))
        .build(
            new ClassTarget("label", IntStream.range(0, 10).mapToObj(Integer::toString).toList()),
            null);
  }

  /** A batch for a graph: normal values in memory order. */
  public Tensor batch(ModelGraph graph, int samples) {
    int[] dims = graph.signature().inputShape().resolve(samples, 1);
    float[] values = new float[samples * graph.signature().inputShape().elementsPerSample()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return dims.length == 4
        ? Tensor.of(new int[] {samples, dims[2], dims[3], dims[1]}, values)
        : Tensor.of(dims, values);
  }

  /** The graph with the ranges that a batch gives. */
  public static ModelGraph calibrated(ModelGraph graph, Tensor features) {
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    new ReferenceRuntime(graph)
        .run(
            features,
            (tensor, values) -> {
              for (float value : values) {
                ranges.merge(tensor, new ValueRange(value, value), ValueRange::union);
              }
            });
    return graph.withRanges(ranges);
  }

  /** A weight with uneven channels and a bias. */
  public Map<ConstantRole, Constant> layer(int... dims) {
    int size = IntStream.of(dims).reduce(1, Math::multiplyExact);
    int each = size / dims[0];
    float[] weight = new float[size];
    float[] bias = new float[dims[0]];
    for (int c = 0; c < dims[0]; c++) {
      double deviation = Math.sqrt(2.0 / each) * (0.4 + 1.2 * random.nextDouble());
      bias[c] = (float) (0.1 * random.nextGaussian());
      for (int i = c * each; i < (c + 1) * each; i++) {
        weight[i] = (float) (deviation * random.nextGaussian());
      }
    }
    return Map.of(
        ConstantRole.WEIGHT,
        Constant.trainable(Tensor.of(dims, weight)),
        ConstantRole.BIAS,
        Constant.trainable(Tensor.of(new int[] {dims[0]}, bias)));
  }
}
