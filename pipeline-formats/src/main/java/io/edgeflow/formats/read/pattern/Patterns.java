package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import java.util.List;
import java.util.Optional;

/** Tells a graph anew in the operators that its maker had in mind. */
public final class Patterns {
  private static final List<Pattern> ALL =
      List.of(
          new ReshapePattern(),
          new RootPattern(),
          new GeluPattern(),
          new HardPattern(),
          new LayerNormPattern(),
          new AffineNormPattern(),
          new AffineLayerPattern());

  private Patterns() {}

  /**
   * The same model with fewer nodes: of what exporters spell out in smaller operators (Gelu, layer
   * normalization, hard swish and the like), one node each; without those that nothing reads. The
   * names of inputs and outputs stay.
   */
  public static ModelGraph found(ModelGraph graph) {
    Draft draft = new Draft(graph);
    draft.dropUnread();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String name : draft.names()) {
        changed |= replaced(name, draft);
      }
      draft.dropUnread();
    }
    return draft.done();
  }

  private static boolean replaced(String name, Draft draft) {
    for (Pattern pattern : ALL) {
      Optional<Node> node = draft.producer(name);
      Optional<Pattern.Found> found = node.flatMap(last -> pattern.at(last, draft));
      if (found.isPresent() && draft.replace(node.get(), found.get())) {
        return true;
      }
    }
    return false;
  }
}
