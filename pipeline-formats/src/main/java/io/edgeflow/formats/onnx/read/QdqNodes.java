package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.read.FoldBinary;
import io.edgeflow.formats.read.FoldUnary;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.Viewed;
import java.util.Arrays;
import java.util.Map;

/**
 * 8-bit files in the form of ONNX Runtime: each tensor is quantized and dequantized again. The
 * graph is in floats; what the pairs say is noted beside it. A pair whose integers begin at zero
 * has taken a ReLU's place.
 */
final class QdqNodes {
  private static final String QUANTIZE = "QuantizeLinear";
  private static final String DEQUANTIZE = "DequantizeLinear";
  private static final double SIX = 6;
  private static final double NEAR = 1e-4;

  private QdqNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(QUANTIZE, QdqNodes::quantize, DEQUANTIZE, QdqNodes::dequantize);
  }

  /** Those of constants. */
  static Map<String, NodeReader> folded() {
    return Map.of(QUANTIZE, QdqNodes::quantizeConstant, DEQUANTIZE, QdqNodes::dequantizeConstant);
  }

  private static void quantize(NodeCall call) {
    ElementType type = type(call);
    call.node().ignore("axis");
    Viewed x = call.view(0);
    if (call.kind(0) != Kind.FLOAT) {
      throw call.node().refusal("Whole numbers are quantized", call.kind(0));
    }
    QuantParams params = params(call);
    int least = type == ElementType.INT8 ? Byte.MIN_VALUE : 0;
    float min = (float) ((least - (double) params.zeroPoint()) * params.scale());
    float max = (float) ((least + 255 - (double) params.zeroPoint()) * params.scale());
    if (min == 0 && !call.scope().quantized().isNonNegative(call.node().input(0))) {
      boolean six = Math.abs(max - SIX) < NEAR;
      x = x.on(call.add(six ? new Relu6() : new Relu(), x.tensor()));
    }
    QuantParams unsigned = new QuantParams(params.scale(), params.zeroPoint() - least);
    call.scope()
        .quantized()
        .give(call.node().output(0), x, params, unsigned, new ValueRange(min, max));
  }

  private static void dequantize(NodeCall call) {
    call.node().ignore("axis");
    requirePlain(call);
    String integers = call.node().input(0);
    if (!call.scope().quantized().holds(integers)) {
      call.give(0, spelledOut(call), Kind.FLOAT);
      return;
    }
    QuantizedTensors.Entry entry = call.scope().quantized().of(integers);
    if (!entry.params().equals(params(call))) {
      throw call.node()
          .refusal(
              "A tensor is dequantized by other numbers than it was quantized by", params(call));
    }
    call.scope().graph().range(entry.view().tensor(), entry.range());
    call.give(0, entry.view(), Kind.FLOAT);
  }

  /** Integers that an input of the model is: {@code (x - zero point) · scale}. */
  private static Viewed spelledOut(NodeCall call) {
    Viewed x = call.view(0);
    QuantParams params = params(call);
    FoldedTensor zero = FoldedTensor.scalar((float) params.zeroPoint());
    Viewed shifted = OperandNodes.withConstant(call, new Sub(), x, zero);
    return OperandNodes.withConstant(call, new Mul(), shifted, FoldedTensor.scalar(params.scale()));
  }

  private static ElementType type(NodeCall call) {
    requirePlain(call);
    ElementType type = call.has(2) ? call.constant(2).tensor().type() : ElementType.UINT8;
    if (type != ElementType.INT8 && type != ElementType.UINT8) {
      throw call.node().refusal("Edgeflow quantizes to 8 bits", type);
    }
    return type;
  }

  private static void requirePlain(NodeCall call) {
    call.node().ignore("saturate");
    call.node().require("block_size", 0, name -> call.node().number(name, 0));
    call.node().require("output_dtype", 0, name -> call.node().number(name, 0));
  }

  private static QuantParams params(NodeCall call) {
    return new QuantParams(call.number(1), call.has(2) ? (int) call.number(2) : 0);
  }

  private static void quantizeConstant(NodeCall call) {
    ElementType type = type(call);
    Folding folding = call.folding();
    int least = type == ElementType.INT8 ? Byte.MIN_VALUE : 0;
    FoldedTensor x = call.constant(0);
    FoldedTensor steps = folding.apply(FoldBinary.DIV, x, along(call, x, 1));
    FoldedTensor whole = folding.apply(FoldUnary.ROUND, steps);
    if (call.has(2)) {
      whole = folding.apply(FoldBinary.ADD, whole, folding.cast(along(call, x, 2), Kind.FLOAT));
    }
    FoldedTensor low = folding.apply(FoldBinary.MAX, whole, FoldedTensor.scalar((float) least));
    FoldedTensor both =
        folding.apply(FoldBinary.MIN, low, FoldedTensor.scalar((float) (least + 255)));
    call.give(folding.cast(both, Kind.INT));
  }

  private static void dequantizeConstant(NodeCall call) {
    requirePlain(call);
    FoldedTensor x = call.constant(0);
    Folding folding = call.folding();
    FoldedTensor scale = along(call, x, 1);
    FoldedTensor reals = folding.cast(x, Kind.FLOAT);
    if (call.has(2) && !call.constant(2).isAll(0)) {
      FoldedTensor zero = along(call, x, 2);
      reals = folding.cast(folding.apply(FoldBinary.SUB, x, zero), Kind.FLOAT);
    }
    FoldedTensor floats = folding.apply(FoldBinary.MUL, reals, scale);
    call.give(floats);
    note(call, x, floats);
  }

  /**
   * Keeps the integers of a weight or bias, if one scale is for all or for each of the first axis.
   */
  private static void note(NodeCall call, FoldedTensor x, FoldedTensor floats) {
    Tensor integers = x.tensor();
    FoldedTensor scale = call.constant(1);
    boolean first = scale.size() == 1 || axis(call, x) == 0;
    boolean oneZero = !call.has(2) || call.constant(2).isAll(call.constant(2).toFloats()[0]);
    boolean known =
        integers.type() == ElementType.INT8
            || integers.type() == ElementType.UINT8
            || integers.type() == ElementType.INT32;
    if (first && oneZero && known && integers.size() > 0) {
      int zero = call.has(2) ? (int) call.constant(2).toLongs()[0] : 0;
      Tensor scales = scale.tensor();
      Tensor shaped = scales.size() == 1 ? scales.reshape() : scales;
      call.scope().quantized().give(floats.tensor(), new GivenConstant(integers, shaped, zero));
    }
  }

  private static int axis(NodeCall call, FoldedTensor x) {
    return x.rank() == 0 ? 0 : Folding.axis(call.node().number("axis", 1), x.rank());
  }

  /** Scales or zero points, one for all or one for each place of the axis. */
  private static FoldedTensor along(NodeCall call, FoldedTensor x, int input) {
    FoldedTensor numbers = call.constant(input);
    int axis = axis(call, x);
    if (numbers.size() == 1) {
      return call.folding().reshape(numbers);
    }
    if (numbers.rank() != 1 || numbers.dim(0) != x.dim(axis)) {
      throw call.node().refusal("Not one scale for each place of an axis", numbers);
    }
    long[] dims = new long[x.rank()];
    Arrays.fill(dims, 1);
    dims[axis] = numbers.dim(0);
    return call.folding().reshape(numbers, dims);
  }
}
