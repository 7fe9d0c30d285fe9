package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Selection.Slice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Parts that are taken back, and reshapes that undo each other. */
final class ReshapePattern implements Pattern {
  @Override
  public Optional<Found> at(Node last, Draft draft) {
    return undone(last, draft).or(() -> part(last, draft));
  }

  /** What the reshape before reads, where that has the shape which this one gives. */
  private static Optional<Found> undone(Node last, Draft draft) {
    return Optional.of(last)
        .filter(node -> node.op().reshapes())
        .flatMap(node -> draft.producer(node.inputs().get(0)))
        .filter(before -> before.op().reshapes())
        .map(before -> before.inputs().get(0))
        .filter(source -> draft.shape(source).equals(draft.shape(last.name())))
        .map(Same::new);
  }

  /** A slice of joined tensors that is just one of them. */
  private static Optional<Found> part(Node last, Draft draft) {
    Optional<Node> joined = draft.producer(last.inputs().get(0));
    int rank = draft.shape(last.name()).rank();
    OptionalInt axis = joined.map(node -> Draft.joined(node, rank)).orElse(OptionalInt.empty());
    int begin = 0;
    for (String input : axis.isPresent() ? joined.get().inputs() : List.<String>of()) {
      int end = begin + draft.shape(input).fixed(axis.getAsInt());
      if (last.op().equals(Slice.of(axis.getAsInt(), begin, end))) {
        return Optional.of(new Same(input));
      }
      begin = end;
    }
    return Optional.empty();
  }
}
