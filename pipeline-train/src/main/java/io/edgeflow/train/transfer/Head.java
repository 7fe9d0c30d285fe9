package io.edgeflow.train.transfer;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.architecture.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last layer with weights of a graph, where each of its outputs becomes one number of the
 * graph's output: a matrix product, or a convolution before a global pool.
 *
 * @param behind the nodes after it, the last first
 */
record Head(ModelGraph graph, Node node, List<Node> behind) {
  private static final Set<ConstantRole> ROLES = Set.of(ConstantRole.WEIGHT, ConstantRole.BIAS);

  /** The head of a graph, if it has one. */
  static Optional<Head> of(ModelGraph graph) {
    List<Node> behind = new ArrayList<>();
    Optional<Node> next = graph.producer(graph.signature().output());
    while (next.isPresent()) {
      Node node = next.get();
      if (node.op().weightAxis().isPresent()) {
        return Optional.of(new Head(graph, node, List.copyOf(behind))).filter(Head::givesEachAlone);
      }
      boolean chained =
          node.inputs().size() == 1 && graph.consumers(node.inputs().get(0)).size() == 1;
      behind.add(node);
      next = chained ? graph.producer(node.inputs().get(0)) : Optional.empty();
    }
    return Optional.empty();
  }

  private boolean givesEachAlone() {
    int outputs = graph.shape(graph.signature().output()).elementsPerSample();
    return weight().dim(0) == outputs
        && node.op().groups() == 1
        && ROLES.containsAll(node.constants().keySet());
  }

  private Tensor weight() {
    return graph.constant(node.constant(ConstantRole.WEIGHT)).value();
  }

  /** Whether the graph's output is the head's, under another shape at most. */
  boolean isTheOutput() {
    return behind.stream().map(Node::op).allMatch(op -> op.reshapes() || op.identityAtInference());
  }

  /**
   * The graph with a head of new weights, as our architectures draw them; what belonged to the old
   * outputs behind it, such as a bias of its own, is left out.
   */
  ModelGraph renewed(int outputs, LayerWeights fresh) {
    int[] dims = weight().dims().clone();
    dims[0] = outputs;
    boolean activated = behind.stream().anyMatch(after -> after.op().activation().isPresent());
    EndDraft draft = new EndDraft(graph);
    draft.put(node.name(), node.op(), activated ? fresh.rectified(dims) : fresh.xavier(dims));
    behind.forEach(after -> resize(after, draft));
    return draft.graph();
  }

  private void resize(Node after, EndDraft draft) {
    Op op = after.op();
    if (!after.constants().isEmpty()) {
      draft.skip(after);
    } else if (op.reshapes() && graph.shape(after.output()).rank() == 2) {
      draft.put(after.name(), new Flatten(), Map.of());
    }
  }

  /**
   * The graph with a head whose output {@code i} is {@code factors[i] · y[rows[i]] + shifts[i]},
   * where {@code y} are its outputs of now; for a head that {@link #isTheOutput}.
   */
  ModelGraph mixed(int[] rows, float[] factors, float[] shifts) {
    float[] old = weight().toFloats();
    int width = old.length / weight().dim(0);
    float[] oldBias =
        node.optional(ConstantRole.BIAS)
            .map(name -> graph.constant(name).value().toFloats())
            .orElseGet(() -> new float[weight().dim(0)]);
    float[] weights = new float[rows.length * width];
    float[] bias = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      bias[i] = factors[i] * oldBias[rows[i]] + shifts[i];
      for (int j = 0; j < width; j++) {
        weights[i * width + j] = factors[i] * old[rows[i] * width + j];
      }
    }
    int[] dims = weight().dims().clone();
    dims[0] = rows.length;
    EndDraft draft = new EndDraft(graph);
    draft.put(
        node.name(),
        node.op(),
        Map.of(
            ConstantRole.WEIGHT, Constant.trainable(Tensor.of(dims, weights)),
            ConstantRole.BIAS, Constant.trainable(Tensor.of(new int[] {rows.length}, bias))));
    behind.forEach(after -> resize(after, draft));
    return draft.graph();
  }
}
