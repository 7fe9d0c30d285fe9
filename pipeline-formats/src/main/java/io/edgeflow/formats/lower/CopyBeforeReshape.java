package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a value that is reshaped and read elsewhere as well, on targets whose reshapes give the
 * input's own memory. LiteRT's built-in kernels write the output of elementwise operators, of a
 * softmax and of others over an input when that has no other reader; behind a reshape they look for
 * readers of the value whose memory was taken over first, and not of the one that was reshaped.
 */
final class CopyBeforeReshape implements Rule {
  private final TargetProfile profile;

  CopyBeforeReshape(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    if (!profile.reshapesInPlace()) {
      return graph;
    }
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> reshape = LoweredGraph.as(op).filter(f -> endangers(graph, f));
      if (reshape.isPresent()) {
        rewrite.add(op.reading(List.of(copy(graph, rewrite, reshape.get()))));
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  /** Whether a reshape's input may lie in memory taken over, and is read by others. */
  private static boolean endangers(LoweredGraph graph, FusedOp op) {
    String input = op.inputs().get(0);
    return reshapes(op)
        && graph.readers(input) > 1
        && graph
            .producer(input)
            .filter(before -> !before.weighted() && mayTakeOver(graph, before))
            .isPresent();
  }

  /** Whether a kernel may write its output over an input, which has to be as large. */
  private static boolean mayTakeOver(LoweredGraph graph, FusedOp op) {
    int elements = graph.value(op.output()).shape().elementsPerSample();
    return op.inputs().stream()
        .anyMatch(input -> graph.value(input).shape().elementsPerSample() == elements);
  }

  private static boolean reshapes(FusedOp op) {
    return op.op().reshapes();
  }

  private static String copy(LoweredGraph graph, Rewrite rewrite, FusedOp reshape) {
    String input = reshape.inputs().get(0);
    Value value = graph.value(input);
    List<Integer> zeros = Collections.nCopies(value.shape().rank() - 1, 0);
    String copy = rewrite.free(reshape.name() + ".copy");
    rewrite.put(value.renamed(copy));
    rewrite.add(
        new FusedOp(copy, new Pad(zeros, zeros), List.of(input), Map.of(), Activation.NONE, copy));
    return copy;
  }
}
