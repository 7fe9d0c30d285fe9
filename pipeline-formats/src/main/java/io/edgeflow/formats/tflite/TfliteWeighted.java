package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.lower.LoweredConstant;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.TransposeConvOptions;

/** The operators with a weight. */
interface TfliteWeighted extends Weighted.Visitor<TfliteCall>, TfliteScope {
  @Override
  default TfliteCall conv1d(Weighted.Conv1d op) {
    throw refuse("TFLite has convolutions of images only");
  }

  @Override
  default TfliteCall conv2d(Weighted.Conv2d op) {
    Shape input = graph().value(fused().inputs().get(0)).shape();
    byte padding =
        op.window(graph().operands(fused())).orElseThrow().valid() ? Padding.VALID : Padding.SAME;
    if (op.groups() > 1 && op.groups() == input.fixed(1)) {
      return depthwise(op, padding);
    }
    if (op.groups() > 1) {
      throw refuse("TFLite has grouped convolutions with one input channel a group only");
    }
    Options options =
        TfliteOptions.of(
            BuiltinOptions.Conv2DOptions,
            builder ->
                Conv2DOptions.createConv2DOptions(
                    builder,
                    padding,
                    op.stride().width(),
                    op.stride().height(),
                    activation(),
                    op.dilation().width(),
                    op.dilation().height()));
    return weighted(BuiltinOperator.CONV_2D, version(1, 3, 5), options, TfliteWeightOrder.CONV);
  }

  private TfliteCall depthwise(Weighted.Conv2d op, byte padding) {
    int multiplier = fused().constant(ConstantRole.WEIGHT).value().dim(0) / op.groups();
    Options options =
        TfliteOptions.of(
            BuiltinOptions.DepthwiseConv2DOptions,
            builder ->
                DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                    builder,
                    padding,
                    op.stride().width(),
                    op.stride().height(),
                    multiplier,
                    activation(),
                    op.dilation().width(),
                    op.dilation().height()));
    int floatVersion = op.dilation().equals(Size.square(1)) ? 1 : 2;
    return weighted(
        BuiltinOperator.DEPTHWISE_CONV_2D,
        version(floatVersion, 3, 6),
        options,
        TfliteWeightOrder.DEPTHWISE);
  }

  /** The output's size is an input; a bias came with version 3. */
  @Override
  default TfliteCall convTranspose2d(Weighted.ConvTranspose2d op) {
    byte padding = op.pads().equals(Pads.NONE) ? Padding.VALID : Padding.SAME;
    Options options =
        TfliteOptions.of(
            BuiltinOptions.TransposeConvOptions,
            builder ->
                TransposeConvOptions.createTransposeConvOptions(
                    builder,
                    padding,
                    op.stride().width(),
                    op.stride().height(),
                    ActivationFunctionType.NONE));
    List<Integer> sizes = graph().value(fused().output()).sizes();
    List<Integer> inputs = new ArrayList<>();
    inputs.add(tensors().integers(fused().name() + ".size", sizes));
    inputs.add(tensors().weight(fused(), TfliteWeightOrder.CONV));
    inputs.add(tensors().index(fused().inputs().get(0)));
    inputs.add(tensors().bias(fused()));
    return new TfliteCall(BuiltinOperator.TRANSPOSE_CONV, 3, inputs, options);
  }

  @Override
  default TfliteCall linear(Weighted.Linear op) {
    boolean keepsAxes = graph().value(fused().output()).shape().rank() > 2;
    int version = version(1, 4, perChannel() ? 12 : 9);
    return weighted(
        BuiltinOperator.FULLY_CONNECTED,
        keepsAxes ? Math.max(5, version) : version,
        TfliteOptions.fullyConnected(activation(), keepsAxes, hybrid()),
        TfliteWeightOrder.MATRIX);
  }

  private TfliteCall weighted(int builtin, int version, Options options, TfliteWeightOrder order) {
    List<Integer> inputs = new ArrayList<>(List.of(tensors().index(fused().inputs().get(0))));
    inputs.add(tensors().weight(fused(), order));
    inputs.add(tensors().bias(fused()));
    return new TfliteCall(builtin, version, inputs, options);
  }

  /** The version for the number format. */
  private int version(int floats, int integers, int hybrid) {
    if (int8()) {
      return integers;
    }
    return hybrid() ? hybrid : floats;
  }

  /** Whether a float kernel reads a weight of integers. */
  private boolean hybrid() {
    LoweredConstant weight = fused().constant(ConstantRole.WEIGHT);
    return !int8() && weight.quantization().isPresent() && !weight.readAsFloats();
  }

  private boolean perChannel() {
    return fused()
        .constant(ConstantRole.WEIGHT)
        .quantization()
        .filter(quant -> quant.scales().rank() == 1)
        .isPresent();
  }
}
