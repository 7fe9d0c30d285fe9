package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings tensors of the graph into the order of axes that an operator needs: by telling the view
 * differently where that will do, else by a node.
 */
public final class Arranger {
  private final GraphAssembler graph;
  private final AxisNodes nodes;

  /** Arranges tensors of a graph. */
  public Arranger(GraphAssembler graph) {
    this.graph = graph;
    this.nodes = new AxisNodes(graph);
  }

  /**
   * The sizes of the file's axes; a multiple of {@link GraphAssembler#BATCH} where the batch is.
   */
  public List<Long> sizes(Viewed view) {
    return view.axes().stream().map(axes -> nodes.product(view.tensor(), axes)).toList();
  }

  /** The size of one axis of the file's. */
  public long size(Viewed view, int axis) {
    return nodes.product(view.tensor(), view.axes().get(axis));
  }

  /**
   * A tensor of the graph with the batch and then one axis for each of the given ones of the
   * file's.
   *
   * @param where the file's node, named in errors
   * @param axes of the file's; all others are the batch alone, or of size 1
   * @throws PipelineException if the batch lies within one of the given axes, or in none of the
   *     others
   */
  public String sample(String where, Viewed view, int... axes) {
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> given = IntStream.of(axes).boxed().toList();
    for (int axis : axes) {
      groups.add(view.axes().get(axis));
    }
    for (int axis = 0; axis < view.rank(); axis++) {
      List<Integer> axesOfGraph = view.axes().get(axis);
      long size = nodes.product(view.tensor(), axesOfGraph);
      if (given.contains(axis)
          ? axesOfGraph.contains(0)
          : size != GraphAssembler.BATCH && size != 1) {
        throw misplaced(where, view);
      }
    }
    return nodes.arranged(where, view.tensor(), groups);
  }

  /**
   * The same view of a tensor whose last axes are the given ones of the file's, in this order; the
   * others come before in the file's order, those of size 1 that the tensor has not aside.
   *
   * @throws PipelineException if the batch lies within one of the given axes
   */
  public Viewed ending(String where, Viewed view, int... last) {
    List<Integer> given = IntStream.of(last).boxed().toList();
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, view.rank())
        .filter(axis -> !given.contains(axis) && !view.axes().get(axis).isEmpty())
        .forEach(order::add);
    order.addAll(given);
    if (given.stream().anyMatch(axis -> view.axes().get(axis).contains(0))) {
      throw misplaced(where, view);
    }
    return ordered(where, view, order);
  }

  /**
   * What a layer over the last axis reads: the same view of a tensor whose last axis that is, and
   * the order of the columns of its weight.
   *
   * @throws PipelineException if the batch lies within it
   */
  public Columns columns(String where, Viewed view) {
    return Columns.of(graph, this, where, view);
  }

  /** The same view of a tensor whose axes come in the file's order, behind the batch. */
  public Viewed ordered(String where, Viewed view) {
    return ordered(where, view, IntStream.range(0, view.rank()).boxed().toList());
  }

  private Viewed ordered(String where, Viewed view, List<Integer> order) {
    List<List<Integer>> groups = new ArrayList<>();
    List<List<Integer>> axes = new ArrayList<>(Collections.nCopies(view.rank(), List.of()));
    for (int axis : order) {
      axes.set(axis, split(view.axes().get(axis), groups));
    }
    return new Viewed(nodes.arranged(where, view.tensor(), groups), axes);
  }

  /** Adds the groups that an axis is made of, around the batch; what the axis then is. */
  private static List<Integer> split(List<Integer> axes, List<List<Integer>> groups) {
    int batch = axes.indexOf(0);
    if (batch < 0) {
      groups.add(axes);
      return List.of(groups.size());
    }
    List<Integer> split = new ArrayList<>();
    if (batch > 0) {
      groups.add(axes.subList(0, batch));
      split.add(groups.size());
    }
    split.add(0);
    if (batch < axes.size() - 1) {
      groups.add(axes.subList(batch + 1, axes.size()));
      split.add(groups.size());
    }
    return split;
  }

  /**
   * The same view of a tensor in which the given axis of the file's is exactly one axis.
   *
   * @throws PipelineException if the batch lies within it
   */
  public Viewed single(String where, Viewed view, int axis) {
    List<Integer> axes = view.axes().get(axis);
    if (axes.size() == 1 && axes.get(0) != 0) {
      return view;
    }
    if (axes.contains(0)) {
      throw misplaced(where, view);
    }
    if (axes.isEmpty()) {
      return withUnit(where, view, axis);
    }
    return ordered(where, view);
  }

  /** An axis of size 1 that no list names, or a new one, last, where it moves nothing. */
  private Viewed withUnit(String where, Viewed view, int axis) {
    int rank = graph.shape(view.tensor()).rank();
    int free =
        IntStream.range(1, rank)
            .filter(a -> view.axes().stream().noneMatch(axes -> axes.contains(a)))
            .findFirst()
            .orElse(rank);
    String tensor =
        free < rank ? view.tensor() : nodes.unsqueezed(where, List.of(rank), view.tensor());
    List<List<Integer>> axes = new ArrayList<>(view.axes());
    axes.set(axis, List.of(free));
    return new Viewed(tensor, axes);
  }

  /**
   * The view of a reshape of the file's, by a node only where an axis of the graph's is parted or
   * the file's order is not the graph's.
   *
   * @param sizes with the batch as {@link GraphAssembler#BATCH}; -1 for one that follows from the
   *     others
   * @throws PipelineException if the elements are not as many, or samples of a batch would mix
   */
  public Viewed reshaped(String where, Viewed view, List<Long> sizes) {
    return new ReshapedView(graph, this, nodes).of(where, view, sizes);
  }

  /**
   * The same views of tensors whose axes lie alike, so that an operator may go place by place:
   * equal ranks, and in each axis equal sizes, or 1.
   *
   * @param views of one rank
   * @throws PipelineException if the batch lies at different places
   */
  public List<Viewed> aligned(String where, List<Viewed> views) {
    return new AlignedViews(graph, this, nodes).of(where, views);
  }

  /**
   * A view, and a constant in the order of its tensor's axes, for an operator that goes place by
   * place; the view gets axes where the constant has more.
   *
   * @param constant float32, in the file's axes, of the view's sizes or 1
   * @throws PipelineException if it differs from sample to sample, or does not fit
   */
  public Beside beside(String where, Viewed view, Tensor constant) {
    Viewed wide = view.ofRank(constant.rank());
    int missing = wide.rank() - constant.rank();
    for (int axis = 0; axis < constant.rank(); axis++) {
      if (constant.dim(axis) > 1 && size(wide, axis + missing) == 1) {
        wide = single(where, wide, axis + missing);
      }
    }
    return new Beside(wide, new OrderedConstant(graph, this).of(where, wide, constant));
  }

  /**
   * A view and a constant beside it.
   *
   * @param constant of the rank of a sample of the view's tensor
   */
  public record Beside(Viewed view, Tensor constant) {}

  /**
   * The view of an output: as it lies where its axes are only in another order, as the file's
   * channels-last images are, else in the file's order.
   */
  public Viewed output(String where, Viewed view) {
    int rank = graph.shape(view.tensor()).rank() - (view.batchAxis() < 0 ? 1 : 0);
    boolean whole = view.axes().stream().mapToInt(List::size).sum() == rank;
    boolean single = view.axes().stream().allMatch(axes -> axes.size() <= 1);
    if (whole && single) {
      return view;
    }
    return ordered(
        where,
        view,
        IntStream.range(0, view.rank())
            .filter(axis -> !view.axes().get(axis).isEmpty())
            .boxed()
            .toList());
  }

  /**
   * How a tensor of the file's lies in the graph's.
   *
   * @param view whose axes are one of the graph's each, or of size 1
   * @throws PipelineException if the batch is multiplied with another axis
   */
  public ForeignTensor foreign(String name, String type, Viewed view) {
    List<Integer> sizes = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (List<Integer> axis : view.axes()) {
      if (axis.size() > 1) {
        throw misplaced(name, view);
      }
      boolean batch = axis.contains(0);
      axes.add(axis.isEmpty() ? -1 : axis.get(0));
      sizes.add(batch ? ForeignTensor.BATCH : Math.toIntExact(nodes.product(view.tensor(), axis)));
    }
    return new ForeignTensor(name, type, sizes, axes);
  }

  PipelineException misplaced(String where, Viewed view) {
    return PipelineException.failed("The batch is not where the operator can have it")
        .found(BatchSizes.text(sizes(view)))
        .limit("the operator treats each sample of a batch alone")
        .where("node " + where)
        .build();
  }
}
