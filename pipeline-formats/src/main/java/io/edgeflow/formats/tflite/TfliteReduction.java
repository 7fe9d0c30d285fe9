package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Reduction;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** The operators that make one number of several. */
interface TfliteReduction extends TfliteScope, Reduction.Visitor<TfliteCall> {
  @Override
  default TfliteCall reduceMean(Reduction.ReduceMean op) {
    return reduce(BuiltinOperator.MEAN, op);
  }

  @Override
  default TfliteCall reduceMax(Reduction.ReduceMax op) {
    return reduce(BuiltinOperator.REDUCE_MAX, op);
  }

  @Override
  default TfliteCall reduceSum(Reduction.ReduceSum op) {
    return reduce(BuiltinOperator.SUM, op);
  }

  /** The kernel gives integers, without the axis. */
  @Override
  default TfliteCall argMax(Reduction.ArgMax op) {
    int place = place(op.axis());
    List<Integer> sizes = new ArrayList<>(input().sizes());
    sizes.remove(place);
    TfliteCall found =
        new TfliteCall(
            BuiltinOperator.ARG_MAX,
            input().quant().isPresent() ? 2 : 1,
            List.of(
                tensors().index(input().name()),
                tensors().integers(fused().name() + ".axis", List.of(place))),
            TfliteOptions.argMax());
    int places = tensors().step(fused().name() + ".places", sizes, TensorType.INT32, found);
    TfliteCall cast = TfliteCall.cast(places, TensorType.INT32, TensorType.FLOAT32);
    return op.keep()
        ? reshape(tensors().step(fused().name() + ".floats", sizes, TensorType.FLOAT32, cast))
        : cast;
  }

  private TfliteCall reduce(int builtin, Reduction op) {
    List<Integer> places = op.over().stream().map(this::place).sorted().toList();
    return plain(
        builtin,
        TfliteOptions.reduce(op.keep()),
        tensors().integers(fused().name() + ".axes", places));
  }

  private int place(int axis) {
    return input().layout().place(axis, input().shape().rank());
  }
}
