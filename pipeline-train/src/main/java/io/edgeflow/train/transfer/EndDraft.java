package io.edgeflow.train.transfer;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph of one input and one output whose end is being changed. */
final class EndDraft {
  private final ModelGraph origin;
  private final @Nullable Target target;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants;
  private String output;

  /** Starts with the nodes that an output depends on. */
  EndDraft(ModelGraph graph, String output) {
    this.origin = graph;
    this.output = output;
    this.target =
        graph.signature().outputs().stream()
            .filter(each -> each.name().equals(output))
            .map(Signature.Output::target)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    this.constants = new LinkedHashMap<>(graph.constants());
    Set<String> needed = new HashSet<>(Set.of(output));
    List<Node> backwards = new ArrayList<>(graph.nodes());
    Collections.reverse(backwards);
    for (Node node : backwards) {
      if (needed.contains(node.output())) {
        needed.addAll(node.inputs());
        nodes.add(0, node);
      }
    }
  }

  /** The same nodes again. */
  EndDraft(ModelGraph graph) {
    this(graph, graph.signature().output());
  }

  /** Leaves a node of one input out: what read it reads its input. */
  void skip(Node node) {
    String before = node.inputs().get(0);
    nodes.remove(node);
    nodes.replaceAll(
        reader ->
            new Node(
                reader.name(),
                reader.op(),
                reader.inputs().stream().map(t -> t.equals(node.output()) ? before : t).toList(),
                reader.constants()));
    output = output.equals(node.output()) ? before : output;
  }

  /** Gives a node another operator and other constants; its name and inputs stay. */
  void put(String name, Op op, Map<ConstantRole, Constant> given) {
    nodes.replaceAll(
        node ->
            node.name().equals(name)
                ? new Node(name, op, node.inputs(), named(name, given))
                : node);
  }

  /** Puts a node behind the output, whose output is the graph's then. */
  void append(String wanted, Op op, Map<ConstantRole, Constant> given) {
    String name = free(wanted);
    nodes.add(new Node(name, op, List.of(output), named(name, given)));
    output = name;
  }

  private Map<ConstantRole, String> named(String node, Map<ConstantRole, Constant> given) {
    Map<ConstantRole, String> names = new EnumMap<>(ConstantRole.class);
    given.forEach(
        (role, constant) -> {
          String name = free(node + "." + role.id());
          names.put(role, name);
          constants.put(name, constant);
        });
    return names;
  }

  private String free(String wanted) {
    String name = wanted;
    while (constants.containsKey(name) || origin.tensors().contains(name)) {
      name += "_";
    }
    return name;
  }

  /** The graph as it is now, without ranges, which other weights would belie. */
  ModelGraph graph(@Nullable Target newTarget, @Nullable Preprocessing preprocessing) {
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.constants().values()));
    Map<String, Constant> kept = new LinkedHashMap<>(constants);
    kept.keySet().retainAll(read);
    Signature.Input input = origin.signature().inputs().get(0);
    Signature signature =
        Signature.of(input.name(), input.shape(), output, newTarget, preprocessing);
    return new ModelGraph(origin.name(), nodes, kept, Map.of(), signature);
  }

  /** The same, with the target and the preprocessing that it had. */
  ModelGraph graph() {
    return graph(target, origin.signature().inputs().get(0).preprocessing());
  }
}
