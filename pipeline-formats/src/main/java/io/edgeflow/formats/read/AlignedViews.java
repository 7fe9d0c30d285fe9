package io.edgeflow.formats.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Views of several tensors that are combined place by place, brought to one order of axes. */
final class AlignedViews {
  private final GraphAssembler graph;
  private final Arranger arranger;
  private final AxisNodes nodes;

  AlignedViews(GraphAssembler graph, Arranger arranger, AxisNodes nodes) {
    this.graph = graph;
    this.arranger = arranger;
    this.nodes = nodes;
  }

  List<Viewed> of(String where, List<Viewed> views) {
    List<Viewed> parted = views;
    for (int axis = 0; axis < views.get(0).rank(); axis++) {
      parted = partedAlike(where, parted, axis);
    }
    List<Viewed> all = parted;
    Optional<Viewed> whole =
        all.stream()
            .filter(view -> all.stream().allMatch(other -> covers(view, other)))
            .findFirst();
    if (whole.isPresent()) {
      return all.stream().map(view -> like(where, view, whole.get())).toList();
    }
    List<Viewed> ordered = all.stream().map(view -> arranger.ordered(where, view)).toList();
    for (Viewed view : ordered) {
      if (!view.axes().equals(ordered.get(0).axes())) {
        throw arranger.misplaced(where, view);
      }
    }
    return ordered;
  }

  /** Views in which an axis of the file's has the same factors, or is of size 1. */
  private List<Viewed> partedAlike(String where, List<Viewed> views, int axis) {
    long ways =
        views.stream()
            .map(view -> factors(view, axis))
            .filter(factors -> factors.stream().anyMatch(size -> size != 1))
            .distinct()
            .count();
    if (ways <= 1) {
      return views;
    }
    return views.stream()
        .map(view -> arranger.size(view, axis) == 1 ? view : arranger.single(where, view, axis))
        .toList();
  }

  private List<Integer> factors(Viewed view, int axis) {
    return view.axes().get(axis).stream().map(a -> graph.size(view.tensor(), a)).toList();
  }

  /** Whether a view has as many axes of the graph's as another one, in each of the file's. */
  private static boolean covers(Viewed view, Viewed other) {
    return IntStream.range(0, view.rank())
        .allMatch(axis -> view.axes().get(axis).size() >= other.axes().get(axis).size());
  }

  /** A view of a tensor whose axes lie as those of another. */
  private Viewed like(String where, Viewed view, Viewed model) {
    int rank = graph.shape(model.tensor()).rank();
    List<List<Integer>> groups = new ArrayList<>(Collections.nCopies(rank - 1, List.of()));
    boolean same = graph.shape(view.tensor()).rank() == rank;
    for (int axis = 0; axis < view.rank(); axis++) {
      List<Integer> own = view.axes().get(axis);
      List<Integer> wanted = model.axes().get(axis);
      same &= own.isEmpty() || own.equals(wanted);
      for (int i = 0; i < own.size(); i++) {
        if ((own.get(i) == 0) != (wanted.get(i) == 0)) {
          throw arranger.misplaced(where, view);
        }
        if (own.get(i) != 0) {
          groups.set(wanted.get(i) - 1, List.of(own.get(i)));
        }
      }
    }
    String tensor = same ? view.tensor() : nodes.arranged(where, view.tensor(), groups);
    return new Viewed(tensor, model.axes());
  }
}
