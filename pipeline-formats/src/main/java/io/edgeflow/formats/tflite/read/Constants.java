package io.edgeflow.formats.tflite.read;

import static java.util.Map.entry;

import io.edgeflow.formats.read.FoldBinary;
import io.edgeflow.formats.read.FoldReduction;
import io.edgeflow.formats.read.FoldUnary;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.GraphAssembler;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.PackOptions;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.StridedSliceOptions;
import org.tensorflow.lite.schema.TensorType;

/** Operators on constants alone: above all the arithmetic on shapes that Keras writes. */
final class Constants {
  private static final Map<Integer, Fold> FOLDS =
      Map.ofEntries(
          entry(BuiltinOperator.ADD, step -> binary(step, FoldBinary.ADD)),
          entry(BuiltinOperator.SUB, step -> binary(step, FoldBinary.SUB)),
          entry(BuiltinOperator.MUL, step -> binary(step, FoldBinary.MUL)),
          entry(BuiltinOperator.DIV, step -> binary(step, FoldBinary.DIV)),
          entry(BuiltinOperator.FLOOR_DIV, step -> binary(step, FoldBinary.DIV)),
          entry(BuiltinOperator.MAXIMUM, step -> binary(step, FoldBinary.MAX)),
          entry(BuiltinOperator.MINIMUM, step -> binary(step, FoldBinary.MIN)),
          entry(BuiltinOperator.NEG, step -> step.folding().apply(FoldUnary.NEG, step.number(0))),
          entry(BuiltinOperator.SQRT, step -> step.folding().apply(FoldUnary.SQRT, step.number(0))),
          entry(BuiltinOperator.CAST, Constants::cast),
          entry(BuiltinOperator.RESHAPE, Constants::reshape),
          entry(BuiltinOperator.SQUEEZE, step -> step.folding().squeeze(step.number(0))),
          entry(BuiltinOperator.EXPAND_DIMS, Constants::expandDims),
          entry(BuiltinOperator.TRANSPOSE, Constants::transpose),
          entry(BuiltinOperator.CONCATENATION, Constants::concatenation),
          entry(BuiltinOperator.PACK, Constants::pack),
          entry(BuiltinOperator.STRIDED_SLICE, Constants::stridedSlice),
          entry(BuiltinOperator.GATHER, Constants::gather),
          entry(BuiltinOperator.FILL, Constants::fill),
          entry(BuiltinOperator.SUM, step -> reduce(step, FoldReduction.SUM)),
          entry(BuiltinOperator.REDUCE_PROD, step -> reduce(step, FoldReduction.PROD)));

  private Constants() {}

  /** The names of the operators that are computed. */
  static SortedSet<String> names() {
    return Operators.names(FOLDS.keySet());
  }

  private interface Fold {
    FoldedTensor of(Step step);
  }

  /** Computes an operator whose inputs are all constants; whether it could. */
  static boolean fold(Step step) {
    Fold fold = FOLDS.get(step.operator().code());
    if (fold == null
        || !IntStream.range(0, step.inputs())
            .filter(step::has)
            .allMatch(input -> step.constant(input).isPresent())) {
      return false;
    }
    if (step.output(0).quantized()) {
      throw step.unsupported("8-bit constants alone", "constants of floats or whole numbers");
    }
    step.give(StoredConstant.of(step.output(0).name(), fold.of(step)));
    return true;
  }

  /** The sizes of a tensor, the batch among them. */
  static void shape(Step step) {
    long[] sizes =
        step.constant(0).map(constant -> constant.stored().dims()).orElseGet(() -> sizes(step));
    step.give(StoredConstant.of(step.output(0).name(), FoldedTensor.vector(sizes)));
  }

  private static long[] sizes(Step step) {
    long samples = step.reading().batch();
    return step.arranger().sizes(step.view(0)).stream()
        .mapToLong(
            size ->
                samples > 1 && size % GraphAssembler.BATCH == 0
                    ? size / GraphAssembler.BATCH * samples
                    : size)
        .toArray();
  }

  /** A constant that is the same for each sample, for one. */
  static FoldedTensor oneSample(Step step, FoldedTensor constant) {
    FoldedTensor one = constant;
    for (int axis = 0; axis < one.rank(); axis++) {
      if (one.dim(axis) % GraphAssembler.BATCH == 0 && one.repeats(axis)) {
        one =
            step.folding()
                .slice(one, new long[] {0}, new long[] {1}, new int[] {axis}, new long[] {1});
      }
    }
    return one;
  }

  private static FoldedTensor binary(Step step, FoldBinary function) {
    return step.folding().apply(function, step.number(0), step.number(1));
  }

  private static FoldedTensor cast(Step step) {
    return switch (step.output(0).type()) {
      case TensorType.FLOAT32, TensorType.FLOAT16 ->
          step.folding().cast(step.number(0), Kind.FLOAT);
      case TensorType.BOOL -> step.folding().cast(step.number(0), Kind.BOOL);
      default -> step.folding().cast(step.number(0), Kind.INT);
    };
  }

  private static FoldedTensor reshape(Step step) {
    FoldedTensor x = step.number(0);
    long[] wanted =
        step.has(1)
            ? step.number(1).toLongs()
            : step.output(0).sizes().stream().mapToLong(Integer::longValue).toArray();
    return step.folding().reshape(x, Folding.sizes(x.dims(), wanted, true));
  }

  private static FoldedTensor expandDims(Step step) {
    FoldedTensor x = step.number(0);
    return step.folding().unsqueeze(x, step.axis(step.integers(1)[0], x.rank() + 1));
  }

  private static FoldedTensor transpose(Step step) {
    return step.folding().transpose(step.number(0), step.integers(1));
  }

  private static FoldedTensor concatenation(Step step) {
    int axis = step.options(BuiltinOptions.ConcatenationOptions, new ConcatenationOptions()).axis();
    return step.folding().concat(step.axis(axis, step.number(0).rank()), all(step));
  }

  private static FoldedTensor pack(Step step) {
    int axis = step.options(BuiltinOptions.PackOptions, new PackOptions()).axis();
    int place = step.axis(axis, step.number(0).rank() + 1);
    return step.folding()
        .concat(place, all(step).stream().map(x -> step.folding().unsqueeze(x, place)).toList());
  }

  private static List<FoldedTensor> all(Step step) {
    return IntStream.range(0, step.inputs()).mapToObj(step::number).toList();
  }

  private static FoldedTensor stridedSlice(Step step) {
    StridedSliceOptions o =
        step.options(BuiltinOptions.StridedSliceOptions, new StridedSliceOptions());
    FoldedTensor x = step.number(0);
    int[] begin = step.integers(1);
    int[] end = step.integers(2);
    int[] by = step.integers(3);
    boolean plain = o.ellipsisMask() == 0 && o.newAxisMask() == 0 && !o.offset();
    if (!plain
        || begin.length > x.rank()
        || end.length != begin.length
        || by.length != begin.length) {
      throw step.unsupported("an ellipsis or new axes", "begin, end and step of each axis");
    }
    int count = begin.length;
    long[] from = new long[count];
    long[] to = new long[count];
    long[] steps = new long[count];
    for (int axis = 0; axis < count; axis++) {
      boolean drops = (o.shrinkAxisMask() >> axis & 1) == 1;
      long size = x.dim(axis);
      from[axis] = (o.beginMask() >> axis & 1) == 1 ? 0 : begin[axis];
      from[axis] = drops && from[axis] < 0 ? from[axis] + size : from[axis];
      to[axis] = drops ? from[axis] + 1 : (o.endMask() >> axis & 1) == 1 ? size : end[axis];
      steps[axis] = drops ? 1 : by[axis];
    }
    FoldedTensor part =
        step.folding().slice(x, from, to, IntStream.range(0, count).toArray(), steps);
    int[] dropped =
        IntStream.range(0, count).filter(a -> (o.shrinkAxisMask() >> a & 1) == 1).toArray();
    return dropped.length == 0 ? part : step.folding().squeeze(part, dropped);
  }

  private static FoldedTensor gather(Step step) {
    GatherOptions o = step.options(BuiltinOptions.GatherOptions, new GatherOptions());
    if (o.batchDims() != 0) {
      throw step.unsupported("places for each sample", "the same for all");
    }
    return step.folding()
        .gather(step.number(0), step.number(1), step.axis(o.axis(), step.number(0).rank()));
  }

  private static FoldedTensor fill(Step step) {
    return step.folding().fill(step.number(1), step.number(0).toLongs());
  }

  private static FoldedTensor reduce(Step step, FoldReduction how) {
    boolean keeps = step.options(BuiltinOptions.ReducerOptions, new ReducerOptions()).keepDims();
    FoldedTensor x = step.number(0);
    int[] axes = IntStream.of(step.integers(1)).map(a -> step.axis(a, x.rank())).toArray();
    return step.folding().reduce(how, x, keeps, axes);
  }
}
