package io.edgeflow.formats.inspect;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.formats.inspect.ModelSummary.PeakMemory;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Which tensors of a graph are held at the same time. */
final class Liveness {
  private final ModelGraph graph;
  private final ToLongFunction<String> bytes;
  private final Map<String, Integer> lastReader = new HashMap<>();

  private Liveness(ModelGraph graph, ToLongFunction<String> bytes) {
    this.graph = graph;
    this.bytes = bytes;
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        lastReader.put(input, i);
      }
    }
    for (Signature.Output output : graph.signature().outputs()) {
      lastReader.put(output.name(), nodes.size());
    }
  }

  /**
   * The peak of a graph.
   *
   * @param bytes what a tensor takes for one sample
   */
  static PeakMemory peak(ModelGraph graph, ToLongFunction<String> bytes) {
    return new Liveness(graph, bytes).peak();
  }

  private PeakMemory peak() {
    Map<String, Long> held = new LinkedHashMap<>();
    graph.signature().inputs().forEach(i -> held.put(i.name(), bytes.applyAsLong(i.name())));
    PeakMemory peak = new PeakMemory(0, "", List.of());
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      long own = bytes.applyAsLong(node.output());
      overwritten(node, i, own).ifPresent(held::remove);
      held.put(node.output(), own);
      long sum = held.values().stream().mapToLong(Long::longValue).sum();
      if (sum > peak.bytes()) {
        peak = new PeakMemory(sum, node.name(), List.copyOf(held.keySet()));
      }
      int done = i;
      held.keySet().removeIf(tensor -> lastReader.getOrDefault(tensor, -1) <= done);
    }
    return peak;
  }

  /** The input that a node's output is written over, if it can be. */
  private Optional<String> overwritten(Node node, int index, long own) {
    return inPlace(node)
        ? node.inputs().stream()
            .filter(
                input ->
                    lastReader.getOrDefault(input, -1) == index && bytes.applyAsLong(input) == own)
            .findFirst()
        : Optional.empty();
  }

  private boolean inPlace(Node node) {
    Op op = node.op();
    return op.axes() == AxisUse.ELEMENTWISE
        || op.axes() == AxisUse.COUNTED
        || op.reshapes()
        || op.identityAtInference()
        || (op.weightAxis().isEmpty() && op.channelAffine(constants(node)).isPresent());
  }

  private Map<ConstantRole, float[]> constants(Node node) {
    Map<ConstantRole, float[]> values = new EnumMap<>(ConstantRole.class);
    node.constants()
        .forEach((role, name) -> values.put(role, graph.constant(name).value().toFloats()));
    return values;
  }
}
