package io.edgeflow.train.djl;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.GraphBuilder.Part;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.graph.Safetensors;
import io.edgeflow.core.json.Json;
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
    Op.MaxPool2d pool = new Op.MaxPool2d(Op.Size.square(2), Op.Size.square(2));
    GraphBuilder builder =
        new GraphBuilder("small", Shape.batchOf(1, 12, 12))
            .apply("conv1", Op.Conv2d.padded(1), layer("conv1"));
    if (batchNorm) {
      builder.apply("bn1", new Op.BatchNorm(1e-5f, 0.1f), batchNormParts());
    }
    return builder
        .apply("relu1", new Op.Relu())
        .apply("pool1", pool)
        .apply("conv2", Op.Conv2d.padded(1), layer("conv2"))
        .apply("relu2", new Op.Relu())
        .apply("pool2", pool)
        .apply("flatten", new Op.Flatten())
        .apply("fc1", new Op.Linear(), layer("fc1"))
        .apply("relu3", new Op.Relu())
        .apply("fc2", new Op.Linear(), layer("fc2"))
        .build(IntStream.range(0, 10).mapToObj(Integer::toString).toList(), null);
  }

  private static Part[] layer(String name) {
    Map<String, Tensor> weights = tensors("weights.safetensors");
    return List.of("weight", "bias").stream()
        .map(part -> new Part(part, Constant.trainable(weights.get(name + "." + part))))
        .toArray(Part[]::new);
  }

  private static Part[] batchNormParts() {
    Map<String, Tensor> weights = tensors("bn_weights.safetensors");
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
    return new Part[] {
      new Part("weight", Constant.trainable(weights.get("bn1.weight"))),
      new Part("bias", Constant.trainable(weights.get("bn1.bias"))),
      new Part("running_mean", Constant.buffer(Tensor.of(new int[] {8}, new float[8]))),
      new Part("running_var", Constant.buffer(Tensor.of(new int[] {8}, ones))),
    };
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
