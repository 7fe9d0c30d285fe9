package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.PRelu;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.LeakyRelu;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.GeluOptions;
import org.tensorflow.lite.schema.LeakyReluOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;

/** Operators of one input whose output has its shape. */
final class Elementwises {
  private Elementwises() {}

  /** An operator that goes place by place and has no options. */
  static void plain(Step step, Op op) {
    Viewed view = step.view(0);
    Viewed given = view.on(step.graph().add(step.name(), op, view.tensor()));
    step.give(0, given, op.activation().orElse(Activation.NONE));
  }

  static void gelu(Step step) {
    boolean approximate =
        step.operator()
            .options(BuiltinOptions.GeluOptions, new GeluOptions())
            .map(GeluOptions::approximate)
            .orElse(false);
    plain(step, new Gelu(approximate ? Approximation.TANH : Approximation.NONE));
  }

  static void leakyRelu(Step step) {
    float slope = step.options(BuiltinOptions.LeakyReluOptions, new LeakyReluOptions()).alpha();
    if (!Float.isFinite(slope)) {
      throw step.damaged("a slope of " + slope);
    }
    plain(step, new LeakyRelu(slope));
  }

  /** One slope for each channel, which is the last axis in the file and the first in the graph. */
  static void prelu(Step step) {
    Viewed view = step.view(0);
    int last = view.rank() - 1;
    StoredConstant slopes = step.requireConstant(1);
    FoldedTensor stored = slopes.stored();
    int channels = Math.toIntExact(step.arranger().size(view, last));
    if (stored.rank() == 0 || stored.dim(stored.rank() - 1) != stored.size()) {
      throw step.unsupported("slopes of " + stored, "one for each channel");
    }
    int[] order = IntStream.range(0, view.rank()).toArray();
    int[] rest =
        IntStream.of(order)
            .filter(axis -> axis != last && !view.axes().get(axis).contains(0))
            .filter(axis -> step.arranger().size(view, axis) != 1)
            .toArray();
    int[] axes = IntStream.concat(IntStream.of(last), IntStream.of(rest)).toArray();
    String image = step.arranger().sample(step.name(), view, axes);
    var reals = slopes.ordered(s -> step.reading().folding().expand(flat(step, s), channels), last);
    String node = step.add(step.name(), new PRelu(), image, Map.of(ConstantRole.SLOPE, reals));
    List<List<Integer>> given =
        IntStream.of(order).mapToObj(axis -> placed(axis, axes, view.axes().get(axis))).toList();
    step.give(new Viewed(node, given));
  }

  private static FoldedTensor flat(Step step, FoldedTensor slopes) {
    return step.reading().folding().reshape(slopes, slopes.size());
  }

  private static List<Integer> placed(int axis, int[] axes, List<Integer> before) {
    return IntStream.range(0, axes.length)
        .filter(i -> axes[i] == axis)
        .mapToObj(i -> List.of(i + 1))
        .findFirst()
        .orElse(before.contains(0) ? List.of(0) : List.of());
  }

  static void softmax(Step step) {
    float beta = step.options(BuiltinOptions.SoftmaxOptions, new SoftmaxOptions()).beta();
    if (beta != 1) {
      throw step.unsupported("a beta of " + beta, "a beta of 1");
    }
    Viewed read = step.view(0);
    if (read.rank() == 0) {
      throw step.damaged("one number to compare");
    }
    int last = read.rank() - 1;
    Viewed view = step.arranger().single(step.name(), read, last);
    int axis = view.axes().get(last).get(0);
    boolean ends = axis == step.graph().shape(view.tensor()).rank() - 1;
    Softmax op = ends ? new Softmax() : new Softmax(axis);
    step.give(view.on(step.graph().add(step.name(), op, view.tensor())));
  }

  /** A maximum or minimum with one number is an end of a clip. */
  static void end(Step step, boolean maximum) {
    int number = step.constant(0).isPresent() ? 0 : 1;
    StoredConstant end =
        step.constant(number)
            .filter(c -> c.stored().size() == 1)
            .orElseThrow(() -> step.unsupported("two tensors", "one constant number beside one"));
    float value = end.reals().toFloats()[0];
    if (Float.isNaN(value)) {
      throw step.damaged("an end that is no number");
    }
    Viewed view = step.view(1 - number);
    Clip clip = maximum ? new Clip(value, null) : new Clip(null, value);
    Viewed wide = view.ofRank(end.stored().rank());
    step.give(wide.on(step.graph().add(step.name(), clip, view.tensor())));
  }

  static void negated(Step step) {
    times(step, -1);
  }

  private static void times(Step step, float factor) {
    Viewed view = step.view(0);
    step.give(view.on(product(step, step.name(), view.tensor(), factor)));
  }

  /** A product with one number. */
  static String product(Step step, String name, String tensor, float factor) {
    int[] dims = new int[step.graph().shape(tensor).rank() - 1];
    Arrays.fill(dims, 1);
    Constant number = Constant.trainable(Tensor.of(dims, new float[] {factor}));
    return step.graph().add(name, new Mul(), List.of(tensor), Map.of(ConstantRole.OPERAND, number));
  }

  static void square(Step step) {
    Viewed view = step.view(0);
    step.give(view.on(step.graph().add(step.name(), new Mul(), view.tensor(), view.tensor())));
  }

  static void squaredDifference(Step step) {
    Viewed difference = Binaries.combined(step, step.name() + ".difference", new Sub());
    step.give(
        difference.on(
            step.graph().add(step.name(), new Mul(), difference.tensor(), difference.tensor())));
  }
}
