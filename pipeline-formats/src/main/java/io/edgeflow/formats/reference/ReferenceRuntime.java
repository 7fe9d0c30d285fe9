package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Computes a graph in plain Java: sums in double precision, every tensor rounded to float32 once.
 * Slow beside an engine; the same on every machine. Not thread-safe.
 */
public final class ReferenceRuntime implements Predictor {
  private final ModelGraph graph;
  private final int[] sample;
  private final Map<String, float[]> constants;

  /** Prepares a graph. */
  public ReferenceRuntime(ModelGraph graph) {
    this.graph = graph;
    int[] dims = graph.signature().inputShape().resolve(1, 1);
    this.sample = Arrays.copyOfRange(dims, 1, dims.length);
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
     * @param tensor its name in the graph; the input comes first
     * @param values in logical order (channels first); only valid during the call
     */
    void accept(String tensor, float[] values);
  }

  @Override
  public Tensor predict(Tensor features) {
    String output = graph.signature().output();
    List<float[]> scores = new ArrayList<>();
    run(
        features,
        (tensor, values) -> {
          if (tensor.equals(output)) {
            scores.add(values.clone());
          }
        });
    int[] dims = graph.shape(output).resolve(features.dim(0), 1);
    FloatBuffer joined = FloatBuffer.allocate(dims[0] * graph.shape(output).elementsPerSample());
    scores.forEach(joined::put);
    return Tensor.of(dims, joined.array());
  }

  /** Computes every tensor of every sample of a batch. */
  public void run(Tensor features, Observer observer) {
    ByteBuffer batch = Features.toChannelsFirst(features, sample, "model " + graph.name());
    FloatBuffer source = batch.asFloatBuffer();
    for (int i = 0; i < features.dim(0); i++) {
      float[] input = new float[graph.signature().inputShape().elementsPerSample()];
      source.get(input);
      runSample(input, observer);
    }
  }

  @Override
  public String runtime() {
    return "Edgeflow reference";
  }

  @Override
  public void close() {}

  private void runSample(float[] input, Observer observer) {
    Map<String, float[]> known = new java.util.HashMap<>();
    known.put(graph.signature().input(), input);
    observer.accept(graph.signature().input(), input);
    for (Node node : graph.nodes()) {
      float[] value = node.op().accept(new ReferenceOps(graph, node, known, constants));
      known.put(node.output(), value);
      observer.accept(node.output(), value);
    }
  }
}
