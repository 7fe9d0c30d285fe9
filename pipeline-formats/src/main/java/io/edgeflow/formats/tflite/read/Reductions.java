package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.graph.op.Reduction.ReduceMax;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Reduction.ReduceSum;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ReducerOptions;

/** Operators that make one number of all that lie along some axes. */
final class Reductions {
  private static final int IMAGE = 4;

  /** Height and width in the file. */
  private static final List<Integer> SPACE = List.of(1, 2);

  private Reductions() {}

  private interface Maker {
    Op over(List<Integer> axes, boolean keep);
  }

  static void sum(Step step) {
    reduce(step, ReduceSum::new);
  }

  static void max(Step step) {
    reduce(step, ReduceMax::new);
  }

  private static void reduce(Step step, Maker maker) {
    Viewed view = step.view(0);
    Set<Integer> axes = new TreeSet<>();
    for (int axis : step.integers(1)) {
      axes.add(step.axis(axis, view.rank()));
    }
    give(step, view, axes, keeps(step), maker);
  }

  /** Kernels have a form of its own for the mean of an image. */
  static void mean(Step step) {
    Viewed view = step.view(0);
    boolean image =
        view.rank() == IMAGE && List.of(0).equals(view.axes().get(0)) && step.has(1) && keeps(step);
    int[] axes = step.integers(1);
    if (image
        && IntStream.of(axes)
            .map(a -> step.axis(a, IMAGE))
            .sorted()
            .boxed()
            .toList()
            .equals(SPACE)) {
      String read = Convolutions.image(step, 0);
      step.give(
          Convolutions.channelsLast(step.graph().add(step.name(), new GlobalAvgPool(), read)));
      return;
    }
    reduce(step, ReduceMean::new);
  }

  private static boolean keeps(Step step) {
    return step.operator()
        .options(BuiltinOptions.ReducerOptions, new ReducerOptions())
        .map(ReducerOptions::keepDims)
        .orElse(false);
  }

  static void argMax(Step step) {
    Viewed read = step.view(0);
    int axis = step.axis(step.integers(1)[0], read.rank());
    Viewed view = step.arranger().single(step.name(), read, axis);
    give(step, view, Set.of(axis), false, (over, keep) -> new ArgMax(over.get(0), keep));
  }

  private static void give(Step step, Viewed view, Set<Integer> axes, boolean keeps, Maker maker) {
    Set<Integer> over = new TreeSet<>();
    for (int axis : axes) {
      over.addAll(wide(step, view.tensor(), view.axes().get(axis)));
    }
    if (over.contains(0)) {
      throw step.unsupported("a reduction over the samples of a batch", "each sample alone");
    }
    if (over.isEmpty()) {
      step.give(without(view, keeps ? Set.of() : axes));
      return;
    }
    int rank = step.graph().shape(view.tensor()).rank();
    boolean drops = !keeps && over.size() < rank - 1;
    Op op = maker.over(List.copyOf(over), !drops);
    Viewed reduced = view.on(step.graph().add(step.name(), op, view.tensor()));
    Viewed given = without(reduced, keeps ? Set.of() : axes);
    step.give(drops ? renumbered(given, over) : given);
  }

  /**
   * Those that a reduction goes over: as many as the file's where that can be, since the kernels of
   * two axes of an image round otherwise than those of one.
   */
  private static List<Integer> wide(Step step, String tensor, List<Integer> axes) {
    List<Integer> wide =
        axes.stream().filter(axis -> axis == 0 || step.graph().size(tensor, axis) != 1).toList();
    return wide.isEmpty() ? axes : wide;
  }

  /** Without axes of the file's that are of size 1 now. */
  private static Viewed without(Viewed view, Set<Integer> axes) {
    List<List<Integer>> left = new ArrayList<>();
    for (int axis = 0; axis < view.rank(); axis++) {
      if (!axes.contains(axis)) {
        left.add(view.axes().get(axis));
      }
    }
    return new Viewed(view.tensor(), left);
  }

  /** The axes of the graph's behind those that are dropped come earlier. */
  private static Viewed renumbered(Viewed view, Set<Integer> dropped) {
    return new Viewed(
        view.tensor(),
        view.axes().stream()
            .map(axes -> axes.stream().map(axis -> axis - before(axis, dropped)).toList())
            .toList());
  }

  private static int before(int axis, Set<Integer> dropped) {
    return Math.toIntExact(dropped.stream().filter(d -> d < axis).count());
  }
}
