package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.LoweredOp;
import io.edgeflow.formats.lower.MemoryLayout;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Computes a graph in plain Java: sums in double precision, every tensor rounded to float32 once,
 * and where integers stand for reals to the nearest that they can stand for. Slow beside an engine;
 * the same on every machine. Not thread-safe.
 */
public final class ReferenceRuntime implements Predictor {
  private final LoweredGraph graph;
  private final QuantScheme scheme;
  private final List<int[]> samples;
  private final List<Step> steps;

  /** Prepares a graph, as it is. */
  public ReferenceRuntime(ModelGraph graph) {
    this(LoweredGraph.of(graph), QuantScheme.TFLITE);
  }

  /**
   * Prepares what a device would execute.
   *
   * @param graph with every value in logical order
   * @param scheme how its integers were made
   */
  public ReferenceRuntime(LoweredGraph graph, QuantScheme scheme) {
    if (graph.values().values().stream().anyMatch(v -> v.layout() != MemoryLayout.LOGICAL)) {
      throw new IllegalArgumentException("Values of " + graph.name() + " in another order");
    }
    this.graph = graph;
    this.scheme = scheme;
    this.samples =
        graph.signature().inputs().stream()
            .map(input -> input.shape().resolve(1, 1))
            .map(dims -> Arrays.copyOfRange(dims, 1, dims.length))
            .toList();
    this.steps = graph.ops().stream().map(op -> step(graph, op)).toList();
  }

  /** Computes an operation's output from what is known. */
  private interface Step {
    float[] apply(Map<String, float[]> known);
  }

  private static Step step(LoweredGraph graph, LoweredOp op) {
    return op.map(fused -> step(graph, fused), convert -> known -> found(known, convert.input()));
  }

  private static Step step(LoweredGraph graph, FusedOp op) {
    Operands shapes = graph.operands(op);
    Shape output = graph.value(op.output()).shape();
    Map<ConstantRole, float[]> constants = new EnumMap<>(ConstantRole.class);
    op.constants().forEach((role, constant) -> constants.put(role, constant.toFloats()));
    return known -> {
      List<float[]> inputs = op.inputs().stream().map(input -> found(known, input)).toList();
      ReferenceCall call = new ReferenceCall(shapes, output, inputs, constants);
      return activated(op.op().accept(new ReferenceOps(call)), op.activation());
    };
  }

  private static float[] activated(float[] values, Activation activation) {
    if (activation == Activation.NONE) {
      return values;
    }
    float[] y = new float[values.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = activation.apply(values[i]);
    }
    return y;
  }

  private static float[] found(Map<String, float[]> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** Sees each tensor of each sample as it is computed. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Takes one tensor of one sample.
     *
     * @param tensor its name in the graph; the inputs come first
     * @param values in logical order (channels first); only valid during the call, which may write
     *     others over them for the operators behind
     */
    void accept(String tensor, float[] values);
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    List<String> outputs = graph.outputs();
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
        .mapToObj(i -> joined(found.get(i), graph.value(outputs.get(i)).shape(), rows))
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
      give(described.name(), input, known, observer);
    }
    for (int i = 0; i < steps.size(); i++) {
      give(graph.ops().get(i).output(), steps.get(i).apply(known), known, observer);
    }
  }

  private void give(String name, float[] values, Map<String, float[]> known, Observer observer) {
    Optional<QuantParams> quant = graph.value(name).quant();
    float[] given = quant.isPresent() ? nearest(values, quant.get()) : values;
    known.put(name, given);
    observer.accept(name, given);
  }

  private float[] nearest(float[] values, QuantParams params) {
    float[] nearest = new float[values.length];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = scheme.nearest(values[i], params);
    }
    return nearest;
  }

  private static Tensor joined(List<float[]> samples, Shape shape, int rows) {
    FloatBuffer joined = FloatBuffer.allocate(rows * shape.elementsPerSample());
    samples.forEach(joined::put);
    return Tensor.of(shape.resolve(rows, 1), joined.array());
  }
}
