package io.edgeflow.train.djl;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Safetensors;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What PyTorch gave for the small network; see tools/oracle/make_train.py. */
final class Golden {
  static final int ROWS = 16;
  static final int[] DIMS = {ROWS, 12, 12, 1};

  private static final List<String> LABELS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private Golden() {}

  static Map<String, Tensor> tensors(String name) {
    try {
      return Safetensors.read(Files.readAllBytes(file(name)), name).tensors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static float[] floats(String name) {
    ByteBuffer data = Npy.map(file(name)).data();
    float[] values = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(values);
    return values;
  }

  static int[] labels() {
    int[] labels = new int[ROWS];
    Npy.map(file("labels.npy")).data().asIntBuffer().get(labels);
    return labels;
  }

  /** The input images, NHWC, direct. */
  static ByteBuffer images() {
    float[] values = floats("x.npy");
    ByteBuffer images =
        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    images.asFloatBuffer().put(values);
    return images;
  }

  static Map<String, Object> steps() {
    try {
      return Json.readMap(Files.readString(file("steps.json")), "steps.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelGraph network() {
    return network(false);
  }

  /** The network with the golden weights, with or without batch normalization behind conv1. */
  static ModelGraph network(boolean batchNorm) {
    MaxPool2d pool = new MaxPool2d(Size.square(2), Size.square(2));
    GraphBuilder builder =
        new GraphBuilder("small", Shape.batchOf(1, 12, 12))
            .apply("conv1", Conv2d.padded(1), layer("conv1"));
    if (batchNorm) {
      builder.apply("bn1", new BatchNorm(1e-5f, 0.1f), batchNormParts());
    }
    return builder
        .apply("relu1", new Relu())
        .apply("pool1", pool)
        .apply("conv2", Conv2d.padded(1), layer("conv2"))
        .apply("relu2", new Relu())
        .apply("pool2", pool)
        .apply("flatten", new Flatten())
        .apply("fc1", new Linear(), layer("fc1"))
        .apply("relu3", new Relu())
        .apply("fc2", new Linear(), layer("fc2"))
        .build(new ClassTarget("label", LABELS), null);
  }

  private static Map<ConstantRole, Constant> layer(String name) {
    Map<String, Tensor> weights = tensors("weights.safetensors");
    return Map.of(
        ConstantRole.WEIGHT, Constant.trainable(weights.get(name + ".weight")),
        ConstantRole.BIAS, Constant.trainable(weights.get(name + ".bias")));
  }

  private static Map<ConstantRole, Constant> batchNormParts() {
    Map<String, Tensor> weights = tensors("bn_weights.safetensors");
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
    return Map.of(
        ConstantRole.GAMMA, Constant.trainable(weights.get("bn1.weight")),
        ConstantRole.BETA, Constant.trainable(weights.get("bn1.bias")),
        ConstantRole.MEAN, Constant.buffer(Tensor.of(new int[] {8}, new float[8])),
        ConstantRole.VARIANCE, Constant.buffer(Tensor.of(new int[] {8}, ones)));
  }

  private static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Golden.class.getResource("/oracle/cnn_step/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
