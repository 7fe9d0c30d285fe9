package io.edgeflow.formats;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Safetensors;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The files that the peers' own tools made of one small pruned network (see tools/oracle). */
public final class Golden {
  private Golden() {}

  /** A file of {@code oracle/quant}. */
  public static Path file(String name) {
    return oracle("quant/" + name);
  }

  /** A file of {@code oracle}. */
  public static Path oracle(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Golden.class.getResource("/oracle/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** An array of {@code oracle/quant}. */
  public static Tensor array(String name) {
    return array(file(name));
  }

  /** An array. */
  public static Tensor array(Path file) {
    Npy npy = Npy.map(file);
    int[] dims = npy.dims().stream().mapToInt(Integer::intValue).toArray();
    return Tensor.wrap(npy.type(), dims, npy.data());
  }

  /** The tensors of a safetensors file. */
  public static Map<String, Tensor> tensors(String name) {
    try {
      return Safetensors.read(Files.readAllBytes(file(name)), name).tensors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The network as a graph, without ranges. */
  public static ModelGraph network() {
    Map<String, Tensor> weights = tensors("weights.safetensors");
    MaxPool2d pool = new MaxPool2d(Size.square(2), Size.square(2));
    return new GraphBuilder("small_cnn", Shape.batchOf(1, 12, 12))
        .apply(
            "conv1",
            Conv2d.padded(1),
            Map.ofEntries(part(weights, "conv1", 0), part(weights, "conv1", 1)))
        .apply("relu1", new Relu())
        .apply("pool1", pool)
        .apply(
            "conv2",
            Conv2d.padded(1),
            Map.ofEntries(part(weights, "conv2", 0), part(weights, "conv2", 1)))
        .apply("relu2", new Relu())
        .apply("pool2", pool)
        .apply("flat", new Flatten())
        .apply("fc1", new Linear(), Map.ofEntries(part(weights, "fc1", 0), part(weights, "fc1", 1)))
        .apply("relu3", new Relu())
        .apply("drop", new Dropout(0.5f))
        .apply(
            "logits", new Linear(), Map.ofEntries(part(weights, "fc2", 0), part(weights, "fc2", 1)))
        .build(
            new ClassTarget("label", IntStream.range(0, 10).mapToObj(Integer::toString).toList()),
            null);
  }

  /** The network with the ranges that ONNX Runtime's calibrator saw. */
  public static ModelGraph onnxCalibrated() {
    return network()
        .withRanges(
            ranges(
                "ranges.json",
                Map.of(
                    "input", "x", "relu1", "relu1", "relu2", "relu2", "relu3", "relu3", "logits",
                    "logits")));
  }

  /** The network with the ranges that TensorFlow's calibrator saw; those are past the ReLUs. */
  public static ModelGraph tfliteCalibrated() {
    return network()
        .withRanges(
            ranges(
                "tf_ranges.json",
                Map.of(
                    "input", "x", "relu1", "conv1", "relu2", "conv2", "relu3", "fc1", "logits",
                    "fc2")));
  }

  /** The ranges of a file, by tensor. */
  public static Map<String, ValueRange> ranges(Path file) {
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    try {
      Json.readMap(Files.readString(file), file)
          .forEach(
              (tensor, value) -> {
                List<?> ends = (List<?>) value;
                ranges.put(tensor, new ValueRange(number(ends.get(0)), number(ends.get(1))));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ranges;
  }

  private static Map<String, ValueRange> ranges(String file, Map<String, String> theirs) {
    Map<String, ValueRange> read = ranges(file(file));
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    theirs.forEach((ours, name) -> ranges.put(ours, Objects.requireNonNull(read.get(name), name)));
    return ranges;
  }

  private static float number(Object value) {
    return ((Number) value).floatValue();
  }

  private static Map.Entry<ConstantRole, Constant> part(
      Map<String, Tensor> weights, String layer, int index) {
    String name = index == 0 ? "weight" : "bias";
    Tensor value = Objects.requireNonNull(weights.get(layer + "." + name));
    return Map.entry(ConstantRole.of(name), Constant.trainable(value));
  }
}
