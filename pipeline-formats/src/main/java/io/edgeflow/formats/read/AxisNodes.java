package io.edgeflow.formats.read;

import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The nodes that bring the axes of a tensor of the graph into another order or other sizes. */
final class AxisNodes {
  private final GraphAssembler graph;

  AxisNodes(GraphAssembler graph) {
    this.graph = graph;
  }

  /**
   * A tensor of the graph with the batch and then one axis for each group, the row-major product of
   * the group's axes; an empty one is of size 1. Axes in no group are of size 1.
   */
  String arranged(String where, String tensor, List<List<Integer>> groups) {
    List<Integer> order = new ArrayList<>(List.of(0));
    groups.forEach(order::addAll);
    int rank = graph.shape(tensor).rank();
    IntStream.range(0, rank).filter(axis -> !order.contains(axis)).forEach(order::add);
    List<Integer> wide = order.stream().filter(axis -> graph.size(tensor, axis) != 1).toList();
    String moved = tensor;
    if (!wide.equals(wide.stream().sorted().toList())) {
      moved = moved(where, "transpose", new Transpose(order), tensor);
    }
    List<Integer> sizes =
        groups.stream().map(group -> Math.toIntExact(product(tensor, group))).toList();
    return resized(where, moved, sizes);
  }

  /** A tensor with the same elements in order, of other sizes. */
  String resized(String where, String tensor, List<Integer> sample) {
    List<Integer> sizes = sample.isEmpty() ? List.of(1) : sample;
    int rank = graph.shape(tensor).rank();
    List<Integer> found =
        IntStream.range(1, rank).map(axis -> graph.size(tensor, axis)).boxed().toList();
    if (found.equals(sizes)) {
      return tensor;
    }
    Optional<List<Integer>> dropped = units(found, sizes);
    if (dropped.isPresent()) {
      return moved(where, "squeeze", new Squeeze(dropped.get()), tensor);
    }
    Optional<List<Integer>> added = units(sizes, found);
    if (added.isPresent()) {
      return unsqueezed(where, added.get(), tensor);
    }
    return sizes.size() == 1
        ? moved(where, "flatten", new Flatten(), tensor)
        : moved(where, "reshape", new Reshape(sizes), tensor);
  }

  /** A tensor with axes of size 1 more, which are counted with the batch. */
  String unsqueezed(String where, List<Integer> axes, String tensor) {
    return moved(where, "unsqueeze", new Unsqueeze(axes), tensor);
  }

  /** A node of our own before the file's, whose name stays free for what it computes. */
  private String moved(String where, String how, Arrangement op, String tensor) {
    return graph.add(where + "." + how, op, tensor);
  }

  /** The axes of size 1, counted from the batch, without which the sizes are fewer ones. */
  private static Optional<List<Integer>> units(List<Integer> sizes, List<Integer> fewer) {
    List<Integer> units = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < sizes.size(); axis++) {
      if (next < fewer.size() && fewer.get(next).equals(sizes.get(axis))) {
        next++;
      } else if (sizes.get(axis) == 1) {
        units.add(axis + 1);
      } else {
        return Optional.empty();
      }
    }
    return next == fewer.size() && !units.isEmpty() ? Optional.of(units) : Optional.empty();
  }

  /** The product of sizes; a multiple of {@link GraphAssembler#BATCH} with the batch among them. */
  long product(String tensor, List<Integer> axes) {
    return axes.stream().mapToLong(axis -> graph.size(tensor, axis)).reduce(1, Math::multiplyExact);
  }
}
