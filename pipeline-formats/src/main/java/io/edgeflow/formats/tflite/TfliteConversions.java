package io.edgeflow.formats.tflite;

import io.edgeflow.formats.lower.Convert;
import io.edgeflow.formats.lower.LoweredConstant;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.Value;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;

/** The TFLite operator that brings a value to another form. */
final class TfliteConversions {
  private TfliteConversions() {}

  static TfliteCall call(Convert op, LoweredGraph graph, TfliteTensors tensors) {
    Value from = graph.value(op.input());
    Value to = graph.value(op.output());
    int input = tensors.index(op.input());
    if (from.layout() != to.layout()) {
      return relayout(from, to, graph.readers(op.input()) == 1, tensors);
    }
    if (to.quant().isEmpty()) {
      return dequantize(input, 2);
    }
    return new TfliteCall(BuiltinOperator.QUANTIZE, 1, List.of(input), TfliteOptions.quantize());
  }

  /** From what a constant is stored in to floats. */
  static TfliteCall dequantize(int input, LoweredConstant stored) {
    // Version 3 came with halves, 5 with a scale for each channel.
    int ofIntegers = stored.quantization().filter(q -> q.scales().size() > 1).isPresent() ? 5 : 2;
    return dequantize(input, stored.quantization().isPresent() ? ofIntegers : 3);
  }

  private static TfliteCall dequantize(int input, int version) {
    return new TfliteCall(
        BuiltinOperator.DEQUANTIZE, version, List.of(input), TfliteOptions.dequantize());
  }

  /** A reshape is as good as a transpose, but shares its input's memory: see CopyBeforeReshape. */
  private static TfliteCall relayout(
      Value from, Value to, boolean onlyReader, TfliteTensors tensors) {
    int input = tensors.index(from.name());
    boolean int8 = to.quant().isPresent();
    if (onlyReader && from.inLogicalOrder() && to.inLogicalOrder()) {
      List<Integer> shape = to.sizes();
      int wanted = tensors.integers(to.name() + ".shape", shape);
      return new TfliteCall(
          BuiltinOperator.RESHAPE, 1, List.of(input, wanted), TfliteOptions.reshape(shape));
    }
    int rank = to.shape().rank();
    List<Integer> permutation =
        to.layout().axes(rank).stream().map(axis -> from.layout().place(axis, rank)).toList();
    int wanted = tensors.integers(to.name() + ".perm", permutation);
    return new TfliteCall(
        BuiltinOperator.TRANSPOSE, int8 ? 2 : 1, List.of(input, wanted), TfliteOptions.transpose());
  }
}
