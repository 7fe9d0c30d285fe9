package io.edgeflow.formats.onnx.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which operators are read, and by whom. A family of operators is a class whose {@code readers()}
 * are listed here.
 */
final class NodeReaders {
  /** Of nodes that read a tensor of the graph. */
  private static final Map<String, NodeReader> BY_TYPE =
      together(
          List.of(
              ArrangementNodes.readers(),
              CastNodes.readers(),
              ConcatNodes.readers(),
              ConvolutionNodes.readers(),
              ElementwiseNodes.readers(),
              NormalizationNodes.readers(),
              OperandNodes.readers(),
              PoolingNodes.readers(),
              ProductNodes.readers(),
              QdqNodes.readers(),
              RecurrentNodes.readers(),
              ReductionNodes.readers(),
              ResizeNodes.readers(),
              ScikitNodes.readers(),
              SelectionNodes.readers(),
              ShapeNodes.readers()));

  /** Of nodes that read constants only. */
  private static final Map<String, NodeReader> FOLDED =
      together(List.of(FoldedArrangements.readers(), FoldedNodes.readers(), QdqNodes.folded()));

  private NodeReaders() {}

  /** The reader of an operator, by {@link OnnxNode#operator}. */
  static Optional<NodeReader> of(String operator) {
    return Optional.ofNullable(BY_TYPE.get(operator));
  }

  /** The reader of an operator whose inputs are all constants. */
  static Optional<NodeReader> ofConstants(String operator) {
    return Optional.ofNullable(FOLDED.get(operator));
  }

  /** The operators that are read, by {@link OnnxNode#operator}. */
  static SortedSet<String> names() {
    return new TreeSet<>(BY_TYPE.keySet());
  }

  /** The operators that are computed while a file is read, where all that they read is constant. */
  static SortedSet<String> namesOfConstants() {
    return new TreeSet<>(FOLDED.keySet());
  }

  private static Map<String, NodeReader> together(List<Map<String, NodeReader>> families) {
    Map<String, NodeReader> all = new HashMap<>();
    for (Map<String, NodeReader> family : families) {
      family.forEach(
          (operator, reader) -> {
            if (all.put(operator, reader) != null) {
              throw new IllegalStateException("Two readers of " + operator);
            }
          });
    }
    return Map.copyOf(all);
  }
}
