package io.edgeflow.optimize.rewrite;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Folds each batch normalization into the convolution or Linear before it:
 *
 * <pre>{@code
 * f = gamma / sqrt(variance + epsilon)
 * weight' = f · weight        bias' = f · (bias - mean) + beta
 * }</pre>
 *
 * (Jacob et al. 2018, section 3.2). Pruned weights stay zero and keep their mask. A normalization
 * that stands behind anything else, or behind a layer that another node reads too, stays. Ranges
 * are dropped where anything was folded: calibrate afterwards.
 */
public final class FoldBatchNorm {
  private final ModelGraph graph;
  private final Map<String, Constant> constants;
  private final Map<String, String> standsFor = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private FoldBatchNorm(ModelGraph graph) {
    this.graph = graph;
    this.constants = new LinkedHashMap<>(graph.constants());
  }

  /** The graph without the normalizations that can be folded. */
  public static ModelGraph apply(ModelGraph graph) {
    return new FoldBatchNorm(graph).fold();
  }

  private ModelGraph fold() {
    for (Node node : graph.nodes()) {
      Optional<Node> layer = layerBefore(node);
      if (layer.isPresent()) {
        foldInto(layer.get(), node, ((Op.BatchNorm) node.op()).epsilon());
        standsFor.put(node.output(), layer.get().output());
      } else {
        nodes.add(renamed(node));
      }
    }
    return standsFor.isEmpty() ? graph : rebuilt();
  }

  private Optional<Node> layerBefore(Node node) {
    if (!(node.op() instanceof Op.BatchNorm)
        || graph.consumers(node.input()).size() != 1
        || node.input().equals(graph.signature().output())) {
      return Optional.empty();
    }
    return graph.nodes().stream()
        .filter(n -> n.output().equals(node.input()))
        .filter(n -> n.op() instanceof Op.Conv2d || n.op() instanceof Op.Linear)
        .filter(n -> n.inputs().stream().skip(1).allMatch(c -> graph.consumers(c).size() == 1))
        .findFirst();
  }

  private void foldInto(Node layer, Node norm, float epsilon) {
    float[] gamma = values(norm, 1);
    float[] beta = values(norm, 2);
    float[] mean = values(norm, 3);
    float[] variance = values(norm, 4);
    float[] weight = values(layer, 1);
    float[] bias = values(layer, 2);
    int each = weight.length / bias.length;
    for (int c = 0; c < bias.length; c++) {
      double factor = gamma[c] / Math.sqrt((double) variance[c] + epsilon);
      for (int i = c * each; i < (c + 1) * each; i++) {
        weight[i] = (float) (factor * weight[i]);
      }
      bias[c] = (float) (factor * ((double) bias[c] - mean[c]) + beta[c]);
    }
    replace(layer.inputs().get(1), weight);
    replace(layer.inputs().get(2), bias);
  }

  private float[] values(Node node, int input) {
    return graph.constant(node.inputs().get(input)).value().toFloats();
  }

  private void replace(String name, float[] values) {
    Constant old = Objects.requireNonNull(constants.get(name));
    constants.put(name, old.withValue(Tensor.of(old.value().dims(), values)));
  }

  private Node renamed(Node node) {
    List<String> inputs = node.inputs().stream().map(i -> standsFor.getOrDefault(i, i)).toList();
    return new Node(node.name(), node.op(), inputs);
  }

  private ModelGraph rebuilt() {
    Set<String> used = new HashSet<>();
    nodes.forEach(node -> used.addAll(node.inputs()));
    constants.keySet().retainAll(used);
    Signature old = graph.signature();
    Signature signature =
        new Signature(
            old.input(),
            old.inputShape(),
            standsFor.getOrDefault(old.output(), old.output()),
            old.labels(),
            old.preprocessing());
    return new ModelGraph(graph.name(), nodes, constants, Map.of(), signature);
  }
}
