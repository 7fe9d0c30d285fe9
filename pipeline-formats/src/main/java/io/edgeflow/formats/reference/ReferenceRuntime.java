package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.Signature.Output;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Computes a graph in plain Java: sums in double precision, every tensor rounded to float32 once.
 * Slow beside an engine; the same on every machine. Not thread-safe.
 */
public final class ReferenceRuntime implements Predictor {
  private final ModelGraph graph;
  private final List<int[]> samples;
  private final Map<String, float[]> constants;

  /** Prepares a graph. */
  public ReferenceRuntime(ModelGraph graph) {
    this.graph = graph;
    this.samples =
        graph.signature().inputs().stream()
            .map(input -> input.shape().resolve(1, 1))
            .map(dims -> Arrays.copyOfRange(dims, 1, dims.length))
            .toList();
    this.constants =
        graph.constants().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().value().toFloats()));
  }

  /** Sees each tensor of each sample as it is computed. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Takes one tensor of one sample.
     *
     * @param tensor its name in the graph; the inputs come first
     * @param values in logical order (channels first); only valid during the call
     */
    void accept(String tensor, float[] values);
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    List<String> outputs = graph.signature().outputs().stream().map(Output::name).toList();
    List<List<float[]>> found = new ArrayList<>();
    outputs.forEach(output -> found.add(new ArrayList<>()));
    run(
        inputs,
        (tensor, values) -> {
          for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).equals(tensor)) {
              found.get(i).add(values.clone());
            }
          }
        });
    int rows = inputs.get(0).dim(0);
    return IntStream.range(0, outputs.size())
        .mapToObj(i -> joined(found.get(i), graph.shape(outputs.get(i)), rows))
        .toList();
  }

  /** Computes every tensor of every sample of a batch for a model of one input. */
  public void run(Tensor features, Observer observer) {
    run(List.of(features), observer);
  }

  /** Computes every tensor of every sample of a batch. */
  public void run(List<Tensor> inputs, Observer observer) {
    Object where = "model " + graph.name();
    List<int[]> inMemory = samples.stream().map(Features::channelsLast).toList();
    int rows = Features.requireAll(inputs, inMemory, where);
    List<FloatBuffer> sources = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      sources.add(Features.toChannelsFirst(inputs.get(i), samples.get(i), where).asFloatBuffer());
    }
    for (int row = 0; row < rows; row++) {
      runSample(sources, observer);
    }
  }

  @Override
  public String runtime() {
    return "Edgeflow reference";
  }

  @Override
  public void close() {}

  private void runSample(List<FloatBuffer> sources, Observer observer) {
    Map<String, float[]> known = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      Signature.Input described = graph.signature().inputs().get(i);
      float[] input = new float[described.shape().elementsPerSample()];
      sources.get(i).get(input);
      known.put(described.name(), input);
      observer.accept(described.name(), input);
    }
    for (Node node : graph.nodes()) {
      float[] value = node.op().accept(new ReferenceOps(call(node, known)));
      known.put(node.output(), value);
      observer.accept(node.output(), value);
    }
  }

  private ReferenceCall call(Node node, Map<String, float[]> known) {
    Map<ConstantRole, float[]> values = new EnumMap<>(ConstantRole.class);
    node.constants().forEach((role, constant) -> values.put(role, found(constants, constant)));
    return new ReferenceCall(
        graph.operands(node),
        graph.shape(node.output()),
        node.inputs().stream().map(input -> found(known, input)).toList(),
        values);
  }

  private static float[] found(Map<String, float[]> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static Tensor joined(List<float[]> samples, Shape shape, int rows) {
    FloatBuffer joined = FloatBuffer.allocate(rows * shape.elementsPerSample());
    samples.forEach(joined::put);
    return Tensor.of(shape.resolve(rows, 1), joined.array());
  }
}
