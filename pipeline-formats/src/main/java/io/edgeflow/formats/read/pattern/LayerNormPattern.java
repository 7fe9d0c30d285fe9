package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code (x - mean(x)) / sqrt(mean((x - mean(x))²) + epsilon)} along the last axes; {@link
 * AffineNormPattern} takes factor and shift into it.
 */
final class LayerNormPattern implements Pattern {
  @Override
  public Optional<Found> at(Node last, Draft draft) {
    if (!last.op().equals(new Mul()) || last.inputs().size() != 2) {
      return Optional.empty();
    }
    List<String> inputs = last.inputs();
    return of(inputs.get(0), inputs.get(1), draft)
        .or(() -> of(inputs.get(1), inputs.get(0), draft));
  }

  private static Optional<Found> of(String centred, String inverse, Draft draft) {
    Optional<Node> difference =
        draft.producer(centred, new Sub()).filter(n -> n.inputs().size() == 2);
    Optional<Scaled.Shifted> variance =
        draft
            .producer(inverse, new Rsqrt())
            .flatMap(node -> Scaled.shifted(node.inputs().get(0), draft))
            .filter(sum -> sum.shift() > 0);
    if (difference.isEmpty() || variance.isEmpty()) {
      return Optional.empty();
    }
    String x = difference.get().inputs().get(0);
    String mean = difference.get().inputs().get(1);
    int rank = draft.shape(x).rank();
    return IntStream.range(1, rank)
        .filter(axes -> isMean(mean, x, axes, draft))
        .filter(axes -> isVariance(variance.get().tensor(), difference.get(), axes, draft))
        .boxed()
        .findFirst()
        .map(axes -> Instead.of(new LayerNorm((float) variance.get().shift(), axes), x));
  }

  private static boolean isMean(String mean, String x, int axes, Draft draft) {
    return meanOf(mean, draft.shape(x).rank(), axes, draft).filter(x::equals).isPresent();
  }

  private static Optional<String> meanOf(String mean, int rank, int axes, Draft draft) {
    List<Integer> over = IntStream.range(rank - axes, rank).boxed().toList();
    return draft.producer(mean, new ReduceMean(over, true)).map(node -> node.inputs().get(0));
  }

  private static boolean isVariance(String tensor, Node difference, int axes, Draft draft) {
    int rank = draft.shape(difference.name()).rank();
    return meanOf(tensor, rank, axes, draft)
        .flatMap(square -> draft.producer(square, new Mul()))
        .filter(node -> node.inputs().size() == 2)
        .filter(node -> node.inputs().stream().allMatch(i -> isSame(i, difference, draft)))
        .isPresent();
  }

  /** The difference itself, or a second one of the same two. */
  private static boolean isSame(String tensor, Node difference, Draft draft) {
    return tensor.equals(difference.name())
        || draft
            .producer(tensor, difference.op())
            .filter(node -> node.inputs().equals(difference.inputs()))
            .isPresent();
  }
}
