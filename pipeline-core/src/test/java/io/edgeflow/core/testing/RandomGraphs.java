package io.edgeflow.core.testing;

import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Safetensors;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Numbered graphs of every operator with branches, shared readers and joins, and what PyTorch gives
 * for them (tools/oracle/make_random_graphs.py). Graph {@code n} is the same on every machine. Its
 * nodes are drawn here and told to the script in a file that a test writes; weights and batch are
 * drawn by both, from {@link KeyedRandom} streams with the keys that stand in {@link DrawnValues}.
 */
public final class RandomGraphs {
  /** How many there are. */
  public static final int COUNT = 1000;

  /** Rows in a batch. */
  public static final int SAMPLES = 2;

  private static final String OUTPUTS = "/oracle/random_graphs/outputs.safetensors";
  private static final String GRADIENTS = "/oracle/random_graphs/gradients.safetensors";

  private RandomGraphs() {}

  private record Description(
      List<Integer> input, List<Drawn> constants, List<Node> nodes, String output) {}

  private record Drawn(String name, List<Integer> dims) {}

  /** The numbers of all graphs. */
  public static IntStream numbers() {
    return IntStream.range(0, COUNT);
  }

  /** A graph. */
  public static ModelGraph graph(int number) {
    return new GraphDrawing(number).graph();
  }

  /** The batch of a graph, in the order that predictors take: images channels-last. */
  public static Tensor batch(int number) {
    Shape shape = graph(number).signature().inputShape();
    int[] dims = shape.resolve(SAMPLES, 1);
    float[] logical = DrawnValues.batch(number, SAMPLES * shape.elementsPerSample());
    if (dims.length != 4) {
      return Tensor.of(dims, logical);
    }
    int[] order = FeatureOrder.channelsLast(dims[1], dims[2], dims[3]);
    return Tensor.of(
        new int[] {dims[0], dims[2], dims[3], dims[1]}, FeatureOrder.toMemory(logical, order));
  }

  /** What PyTorch gives for a graph's batch. */
  public static Map<Integer, Tensor> outputs() {
    Map<Integer, Tensor> outputs = new LinkedHashMap<>();
    read(OUTPUTS)
        .tensors()
        .forEach((number, tensor) -> outputs.put(Integer.valueOf(number), tensor));
    return outputs;
  }

  /**
   * PyTorch's gradients of {@code Σ output · slope} by the trainable constants, for some graphs.
   *
   * @see DrawnValues#slope
   */
  public static Map<Integer, Map<String, Tensor>> gradients() {
    Map<Integer, Map<String, Tensor>> gradients = new LinkedHashMap<>();
    read(GRADIENTS)
        .tensors()
        .forEach(
            (key, tensor) -> {
              int slash = key.indexOf('/');
              gradients
                  .computeIfAbsent(
                      Integer.valueOf(key.substring(0, slash)), n -> new LinkedHashMap<>())
                  .put(key.substring(slash + 1), tensor);
            });
    return gradients;
  }

  /** The largest difference, each divided by the larger of 1 and the expected value. */
  public static double relativeError(Tensor found, Tensor expected) {
    float[] left = found.toFloats();
    float[] right = expected.toFloats();
    double largest = 0;
    for (int i = 0; i < right.length; i++) {
      double difference = Math.abs((double) left[i] - right[i]);
      largest = Math.max(largest, difference / Math.max(1, Math.abs(right[i])));
    }
    return largest;
  }

  /** The digest of all descriptions that PyTorch was given. */
  static String describedSha256() {
    return Objects.requireNonNull(read(OUTPUTS).metadata().get("graphs_sha256"));
  }

  /** What the script is told of a graph, on one line. */
  static String description(ModelGraph graph) {
    return Json.text(described(graph));
  }

  static Object described(ModelGraph graph) {
    List<Drawn> constants =
        graph.constants().entrySet().stream()
            .map(entry -> new Drawn(entry.getKey(), boxed(entry.getValue().value().dims())))
            .toList();
    int[] input = graph.signature().inputShape().resolve(SAMPLES, 1);
    return new Description(boxed(input), constants, graph.nodes(), graph.signature().output());
  }

  private static List<Integer> boxed(int[] dims) {
    return IntStream.of(dims).boxed().toList();
  }

  private static Safetensors.Content read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(RandomGraphs.class.getResourceAsStream(resource), resource)) {
      return Safetensors.read(in.readAllBytes(), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
