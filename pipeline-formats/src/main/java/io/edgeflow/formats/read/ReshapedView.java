package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reshape of the file's, as a view where that will do. */
final class ReshapedView {
  private final GraphAssembler graph;
  private final Arranger arranger;
  private final AxisNodes nodes;

  ReshapedView(GraphAssembler graph, Arranger arranger, AxisNodes nodes) {
    this.graph = graph;
    this.arranger = arranger;
    this.nodes = nodes;
  }

  Viewed of(String where, Viewed view, List<Long> wanted) {
    List<Long> sizes = resolved(where, view, wanted);
    return regrouped(view, sizes).orElseGet(() -> remade(where, view, sizes));
  }

  /** The sizes with the one that follows from the others. */
  private List<Long> resolved(String where, Viewed view, List<Long> wanted) {
    long elements = 1;
    for (long size : arranger.sizes(view)) {
      elements = Math.multiplyExact(elements, size);
    }
    long known = 1;
    for (long size : wanted) {
      boolean fits = size == -1 || (size >= 1 && size <= elements / known && isOneAxis(size));
      if (!fits) {
        throw unfit(where, view, wanted);
      }
      known *= Math.abs(size);
    }
    long open = wanted.stream().filter(size -> size == -1).count();
    if (open > 1 || elements % known != 0 || (open == 0 && known != elements)) {
      throw unfit(where, view, wanted);
    }
    long rest = elements / known;
    if (!isOneAxis(rest)) {
      throw unfit(where, view, wanted);
    }
    return wanted.stream().map(size -> size == -1 ? rest : size).toList();
  }

  private static boolean isOneAxis(long size) {
    return size <= Integer.MAX_VALUE
        || (size % GraphAssembler.BATCH == 0
            && size / GraphAssembler.BATCH <= Integer.MAX_VALUE
            && size / GraphAssembler.BATCH % GraphAssembler.BATCH != 0);
  }

  /** Another view of the same tensor, if no axis of it need be parted. */
  private Optional<Viewed> regrouped(Viewed view, List<Long> sizes) {
    List<Integer> factors = view.axes().stream().flatMap(List::stream).toList();
    List<List<Integer>> axes = new ArrayList<>();
    int next = 0;
    for (long size : sizes) {
      List<Integer> taken = new ArrayList<>();
      long product = 1;
      while (next < factors.size()
          && (product < size || (taken.isEmpty() && unit(view, factors.get(next))))) {
        int factor = graph.size(view.tensor(), factors.get(next));
        if (factor > size / product) {
          return Optional.empty();
        }
        product *= factor;
        taken.add(factors.get(next++));
      }
      if (product != size) {
        return Optional.empty();
      }
      axes.add(taken);
    }
    return Optional.of(new Viewed(view.tensor(), axes));
  }

  private boolean unit(Viewed view, int axis) {
    return graph.size(view.tensor(), axis) == 1;
  }

  /** Parts axes by a node, on each side of the batch alone. */
  private Viewed remade(String where, Viewed view, List<Long> sizes) {
    List<Integer> factors = view.axes().stream().flatMap(List::stream).toList();
    int batch = factors.indexOf(0);
    List<Integer> before = factors.subList(0, Math.max(batch, 0));
    List<Integer> behind = factors.subList(batch + 1, factors.size());
    Sample sample = new Sample(batch < 0 ? 0 : nodes.product(view.tensor(), before));
    for (long size : sizes) {
      if (!sample.takes(size)) {
        throw unfit(where, view, sizes);
      }
    }
    List<List<Integer>> groups = new ArrayList<>();
    before.forEach(axis -> groups.add(List.of(axis)));
    behind.forEach(axis -> groups.add(List.of(axis)));
    String inOrder = nodes.arranged(where, view.tensor(), groups);
    return new Viewed(nodes.resized(where, inOrder, sample.sizes), sample.axes);
  }

  /** The sizes of a sample, and how the file's axes are made of them. */
  private static final class Sample {
    private final List<Integer> sizes = new ArrayList<>();
    private final List<List<Integer>> axes = new ArrayList<>();
    private long before;

    /**
     * @param before the elements that lie before the batch; 0 if it is passed, or there is none
     */
    private Sample(long before) {
      this.before = before;
    }

    /** Adds an axis of the file's; whether the batch stays apart. */
    private boolean takes(long size) {
      List<Integer> axis = new ArrayList<>();
      axes.add(axis);
      if (size % GraphAssembler.BATCH != 0) {
        boolean fits = before % size == 0;
        before /= size;
        add(size, axis);
        return fits;
      }
      long factor = size / GraphAssembler.BATCH;
      if (before == 0 || factor % before != 0) {
        return false;
      }
      add(before, axis);
      axis.add(0);
      add(factor / before, axis);
      before = 0;
      return true;
    }

    private void add(long size, List<Integer> axis) {
      if (size != 1) {
        sizes.add(Math.toIntExact(size));
        axis.add(sizes.size());
      }
    }
  }

  private PipelineException unfit(String where, Viewed view, List<Long> sizes) {
    return PipelineException.failed("A reshape loses elements or mixes the samples of a batch")
        .found(BatchSizes.text(arranger.sizes(view)) + " to " + BatchSizes.text(sizes))
        .where("node " + where)
        .build();
  }
}
