package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.formats.read.GraphAssembler;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.PackOptions;
import org.tensorflow.lite.schema.ReshapeOptions;
import org.tensorflow.lite.schema.SqueezeOptions;

/** Operators that move values without computing. */
final class Arrangements {
  private Arrangements() {}

  static void reshape(Step step) {
    Viewed view = step.view(0);
    List<Long> wanted = wanted(step);
    List<Long> sizes = withBatch(step, view, wanted);
    step.give(step.arranger().reshaped(step.name(), view, sizes));
  }

  /** What the file asks for: as an input, as an option, or as its output's sizes. */
  private static List<Long> wanted(Step step) {
    if (step.has(1) && step.constant(1).isPresent()) {
      return LongStream.of(step.requireConstant(1).stored().toLongs()).boxed().toList();
    }
    ReshapeOptions options = new ReshapeOptions();
    boolean said =
        step.operator().options(BuiltinOptions.ReshapeOptions, options).isPresent()
            && options.newShapeLength() > 0;
    if (said) {
      return IntStream.range(0, options.newShapeLength())
          .mapToObj(i -> (long) options.newShape(i))
          .toList();
    }
    return step.output(0).sizes().stream().map(Integer::longValue).toList();
  }

  /**
   * The sizes with the batch where the file has the number of its samples: one sample's worth is
   * the axis that begins where the batch does in the input's order.
   */
  private static List<Long> withBatch(Step step, Viewed view, List<Long> wanted) {
    List<Long> sizes = step.arranger().sizes(view);
    int batch = view.batchAxis();
    if (batch < 0 || wanted.stream().anyMatch(s -> s % GraphAssembler.BATCH == 0)) {
      return wanted;
    }
    long samples = step.reading().batch();
    long before = sizes.subList(0, batch).stream().reduce(1L, Math::multiplyExact);
    int place = place(wanted, before, samples);
    if (place < 0 || wanted.get(place) == -1) {
      return wanted;
    }
    List<Long> batched = new ArrayList<>(wanted);
    batched.set(place, Math.multiplyExact(wanted.get(place) / samples, GraphAssembler.BATCH));
    return batched;
  }

  /** The axis that holds the samples, behind as many elements as lie before the batch. */
  private static int place(List<Long> wanted, long before, long samples) {
    long product = 1;
    int found = -1;
    for (int axis = 0; axis < wanted.size(); axis++) {
      long size = wanted.get(axis);
      if (product == before && (size == -1 || size % samples == 0)) {
        return axis;
      }
      if (size == -1 || product >= before) {
        return found;
      }
      product *= Math.max(1, Math.min(size, Integer.MAX_VALUE));
      found = axis;
    }
    return found;
  }

  static void squeeze(Step step) {
    Viewed view = step.view(0);
    SqueezeOptions options = new SqueezeOptions();
    boolean said =
        step.operator().options(BuiltinOptions.SqueezeOptions, options).isPresent()
            && options.squeezeDimsLength() > 0;
    List<Integer> axes =
        said
            ? IntStream.range(0, options.squeezeDimsLength())
                .map(i -> step.axis(options.squeezeDims(i), view.rank()))
                .boxed()
                .distinct()
                .toList()
            : IntStream.range(0, view.rank()).filter(a -> unit(step, view, a)).boxed().toList();
    List<List<Integer>> left = new ArrayList<>(view.axes());
    for (int axis : axes.stream().sorted(Collections.reverseOrder()).toList()) {
      if (!unit(step, view, axis)) {
        throw step.damaged("axis " + axis + " of a size other than 1");
      }
      left.remove(axis);
    }
    step.give(new Viewed(view.tensor(), left));
  }

  /** Whether an axis is of size 1 in the file, where one sample's batch is. */
  private static boolean unit(Step step, Viewed view, int axis) {
    long size = step.arranger().size(view, axis);
    return size == 1 || (size == GraphAssembler.BATCH && step.reading().batch() == 1);
  }

  static void expandDims(Step step) {
    Viewed view = step.view(0);
    step.give(view.withUnit(step.axis(step.integers(1)[0], view.rank() + 1)));
  }

  static void transpose(Step step) {
    Viewed view = step.view(0);
    int[] order = step.integers(1);
    int[] sorted = IntStream.of(order).sorted().toArray();
    if (!Arrays.equals(sorted, IntStream.range(0, view.rank()).toArray())) {
      throw step.damaged("an order of axes of " + Arrays.toString(order));
    }
    step.give(view.permuted(order));
  }

  static void concatenation(Step step) {
    ConcatenationOptions o =
        step.options(BuiltinOptions.ConcatenationOptions, new ConcatenationOptions());
    List<Viewed> views = IntStream.range(0, step.inputs()).mapToObj(step::view).toList();
    int axis = step.axis(o.axis(), views.get(0).rank());
    byte activation = o.fusedActivationFunction();
    step.giveActivated(joined(step, step.before(activation), views, axis), activation);
  }

  static void pack(Step step) {
    int axis =
        step.axis(
            step.options(BuiltinOptions.PackOptions, new PackOptions()).axis(),
            step.view(0).rank() + 1);
    List<Viewed> views =
        IntStream.range(0, step.inputs()).mapToObj(i -> step.view(i).withUnit(axis)).toList();
    step.give(joined(step, step.name(), views, axis));
  }

  private static Viewed joined(Step step, String name, List<Viewed> views, int axis) {
    if (views.size() == 1) {
      return views.get(0);
    }
    List<Viewed> parts =
        views.stream().map(view -> step.arranger().single(step.name(), view, axis)).toList();
    List<Viewed> alike = alike(step, parts);
    int joined = alike.get(0).axes().get(axis).get(0);
    Op op = new Concat(joined);
    String[] tensors = alike.stream().map(Viewed::tensor).toArray(String[]::new);
    return alike.get(0).on(step.graph().add(name, op, List.of(tensors), Map.of()));
  }

  /** The same views of tensors whose axes lie alike. */
  private static List<Viewed> alike(Step step, List<Viewed> views) {
    if (areAlike(step, views)) {
      return views;
    }
    List<Viewed> ordered =
        views.stream().map(view -> step.arranger().ordered(step.name(), view)).toList();
    if (!areAlike(step, ordered)) {
      throw step.unsupported("parts whose axes lie unlike", "as many axes of each");
    }
    return ordered;
  }

  private static boolean areAlike(Step step, List<Viewed> views) {
    return views.stream()
        .allMatch(
            view ->
                view.axes().equals(views.get(0).axes())
                    && step.graph().shape(view.tensor()).rank()
                        == step.graph().shape(views.get(0).tensor()).rank());
  }

  static void pad(Step step) {
    pad(step, 0);
  }

  static void padWith(Step step) {
    float[] value = step.requireConstant(2).reals().toFloats();
    if (value.length != 1 || !Float.isFinite(value[0])) {
      throw step.damaged("no number to pad with");
    }
    pad(step, value[0]);
  }

  private static void pad(Step step, float value) {
    Viewed view = step.view(0);
    int[] amounts = step.integers(1);
    if (amounts.length != 2 * view.rank() || IntStream.of(amounts).anyMatch(a -> a < 0)) {
      throw step.damaged("paddings of " + Arrays.toString(amounts));
    }
    for (int axis = 0; axis < view.rank(); axis++) {
      if (amounts[2 * axis] + amounts[2 * axis + 1] != 0) {
        view = step.arranger().single(step.name(), view, axis);
      }
    }
    int rank = step.graph().shape(view.tensor()).rank();
    List<Integer> before = new ArrayList<>(Collections.nCopies(rank - 1, 0));
    List<Integer> after = new ArrayList<>(before);
    for (int axis = 0; axis < view.rank(); axis++) {
      if (amounts[2 * axis] + amounts[2 * axis + 1] != 0) {
        int place = view.axes().get(axis).get(0) - 1;
        before.set(place, amounts[2 * axis]);
        after.set(place, amounts[2 * axis + 1]);
      }
    }
    step.give(view.on(step.graph().add(step.name(), new Pad(before, after, value), view.tensor())));
  }
}
