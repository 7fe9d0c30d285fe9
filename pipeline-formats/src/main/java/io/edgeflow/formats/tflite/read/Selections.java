package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Selection.Embedding;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.formats.read.GraphAssembler;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.StridedSliceOptions;
import org.tensorflow.lite.schema.UnpackOptions;

/** Operators that give some of the values that they read. */
final class Selections {
  private Selections() {}

  static void slice(Step step) {
    Viewed view = step.view(0);
    int[] begin = step.integers(1);
    int[] sizes = step.integers(2);
    requireEach(step, view, begin, sizes);
    for (int axis = 0; axis < view.rank(); axis++) {
      int end =
          sizes[axis] == -1 ? size(step, view, axis) : Math.addExact(begin[axis], sizes[axis]);
      view = sliced(step, view, axis, begin[axis], end, 1);
    }
    step.give(view);
  }

  static void stridedSlice(Step step) {
    Viewed view = step.view(0);
    StridedSliceOptions o =
        step.options(BuiltinOptions.StridedSliceOptions, new StridedSliceOptions());
    if (o.ellipsisMask() != 0 || o.newAxisMask() != 0 || o.offset()) {
      throw step.unsupported("an ellipsis or new axes", "begin, end and step of each axis");
    }
    int[] begin = step.integers(1);
    int[] end = step.integers(2);
    int[] steps = step.integers(3);
    if (begin.length > view.rank() || end.length != begin.length || steps.length != begin.length) {
      throw step.damaged("places for " + begin.length + " axes of " + view.rank());
    }
    List<Integer> dropped = new ArrayList<>();
    for (int axis = 0; axis < begin.length; axis++) {
      int size = size(step, view, axis);
      boolean drops = masked(o.shrinkAxisMask(), axis);
      int from = masked(o.beginMask(), axis) ? 0 : place(begin[axis], size);
      int to = masked(o.endMask(), axis) ? size : place(end[axis], size);
      view = sliced(step, view, axis, from, drops ? from + 1 : to, drops ? 1 : steps[axis]);
      if (drops) {
        dropped.add(0, axis);
      }
    }
    for (int axis : dropped) {
      view = view.without(axis);
    }
    step.give(view);
  }

  private static boolean masked(int mask, int axis) {
    return (mask >> axis & 1) == 1;
  }

  private static int place(int place, int size) {
    return Math.max(0, Math.min(place < 0 ? place + size : place, size));
  }

  /** The size in the file, where the batch is as many samples as the file takes. */
  private static int size(Step step, Viewed view, int axis) {
    long size = step.arranger().size(view, axis);
    return Math.toIntExact(
        size % GraphAssembler.BATCH == 0
            ? size / GraphAssembler.BATCH * step.reading().batch()
            : size);
  }

  private static Viewed sliced(Step step, Viewed view, int axis, int begin, int end, int by) {
    int size = size(step, view, axis);
    if (begin < 0 || by == 0 || end > size || (by > 0 && begin >= end)) {
      throw step.damaged("places %d to %d by %d of %d".formatted(begin, end, by, size));
    }
    if (by < 0) {
      throw step.unsupported("places in reverse", "a step of 1 or more");
    }
    if (begin == 0 && end == size && by == 1) {
      return view;
    }
    Viewed single = step.arranger().single(step.name(), view, axis);
    Slice op = new Slice(single.axes().get(axis).get(0), begin, end, by);
    return single.on(step.graph().add(step.name(), op, single.tensor()));
  }

  /** Equal parts; the axis comes first. */
  static void split(Step step) {
    Viewed view = step.view(1);
    int axis = step.axis(step.integers(0)[0], view.rank());
    int count = step.operator().outputs().size();
    int size = size(step, view, axis);
    if (size % count != 0) {
      throw step.damaged(count + " equal parts of " + size);
    }
    int[] sizes = new int[count];
    Arrays.fill(sizes, size / count);
    parts(step, view, axis, sizes);
  }

  static void splitInto(Step step) {
    Viewed view = step.view(0);
    int axis = step.axis(step.integers(2)[0], view.rank());
    int[] sizes = step.integers(1);
    int rest = size(step, view, axis) - IntStream.of(sizes).filter(s -> s >= 0).sum();
    if (sizes.length != step.operator().outputs().size()) {
      throw step.damaged(sizes.length + " sizes");
    }
    parts(step, view, axis, IntStream.of(sizes).map(s -> s < 0 ? rest : s).toArray());
  }

  private static void parts(Step step, Viewed view, int axis, int[] sizes) {
    int begin = 0;
    for (int part = 0; part < sizes.length; part++) {
      int end = Math.addExact(begin, sizes[part]);
      step.give(part, sliced(step, view, axis, begin, end, 1));
      begin = end;
    }
  }

  static void unpack(Step step) {
    Viewed view = step.view(0);
    int axis =
        step.axis(
            step.options(BuiltinOptions.UnpackOptions, new UnpackOptions()).axis(), view.rank());
    for (int part = 0; part < step.operator().outputs().size(); part++) {
      step.give(part, sliced(step, view, axis, part, part + 1, 1).without(axis));
    }
  }

  static void gather(Step step) {
    GatherOptions o = step.options(BuiltinOptions.GatherOptions, new GatherOptions());
    if (o.batchDims() != 0) {
      throw step.unsupported("places for each sample", "the same for all");
    }
    if (step.constant(0).isPresent()) {
      if (o.axis() != 0) {
        throw step.unsupported("columns of a table", "rows");
      }
      embedding(step, step.requireConstant(0), step.view(1));
      return;
    }
    places(step, step.view(0), o.axis());
  }

  static void lookup(Step step) {
    embedding(step, step.requireConstant(1), step.view(0));
  }

  private static void embedding(Step step, StoredConstant table, Viewed rows) {
    if (table.stored().rank() != 2) {
      throw step.unsupported("a table of " + table.stored(), "rows of numbers");
    }
    String node =
        step.add(
            step.name(),
            new Embedding(),
            rows.tensor(),
            Map.of(ConstantRole.WEIGHT, table.ordered(t -> t, 0)));
    List<List<Integer>> axes = new ArrayList<>(rows.axes());
    axes.add(List.of(step.graph().shape(node).rank() - 1));
    step.give(new Viewed(node, axes));
  }

  /** Places of an axis, which follow one another by one step. */
  private static void places(Step step, Viewed view, int along) {
    int axis = step.axis(along, view.rank());
    StoredConstant constant = step.requireConstant(1);
    int[] places = step.integers(1);
    int by = places.length > 1 ? places[1] - places[0] : 1;
    boolean even =
        places.length > 0
            && by > 0
            && IntStream.range(1, places.length).allMatch(i -> places[i] - places[i - 1] == by);
    if (!even || constant.stored().rank() > 1) {
      throw step.unsupported("places in any order", "places that follow one another by one step");
    }
    int size = size(step, view, axis);
    int first = places[0] < 0 ? places[0] + size : places[0];
    int last = Math.addExact(first, Math.multiplyExact(by, places.length - 1));
    Viewed given = sliced(step, view, axis, first, Math.addExact(last, 1), by);
    step.give(constant.stored().rank() == 0 ? given.without(axis) : given);
  }

  private static void requireEach(Step step, Viewed view, int[]... places) {
    for (int[] each : places) {
      if (each.length != view.rank()) {
        throw step.damaged("places for " + each.length + " axes of " + view.rank());
      }
    }
  }
}
