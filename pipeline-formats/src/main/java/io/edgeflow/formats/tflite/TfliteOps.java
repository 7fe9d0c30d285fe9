package io.edgeflow.formats.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.List;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.ReshapeOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;
import org.tensorflow.lite.schema.TensorType;

/**
 * The TFLite operator of one kernel. Operator versions are the oldest that hold the kernel's number
 * format.
 */
final class TfliteOps implements Op.Visitor<TfliteOps.Call> {
  private final ModelGraph graph;
  private final Kernel kernel;
  private final TfliteTensors tensors;
  private final boolean int8;

  TfliteOps(ModelGraph graph, Kernel kernel, TfliteTensors tensors, boolean int8) {
    this.graph = graph;
    this.kernel = kernel;
    this.tensors = tensors;
    this.int8 = int8;
  }

  /** An operator with the tensors that it reads. */
  record Call(int builtin, int version, List<Integer> inputs, Options options) {}

  @Override
  public Call conv2d(Op.Conv2d op) {
    Shape input = graph.shape(kernel.node().input());
    Shape weight = Shape.of(tensors.weightDims(kernel));
    byte padding = TflitePadding.of(op, input, weight, kernel.node().name());
    if (op.groups() == 1) {
      Options options =
          new Options(
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
      return weighted(BuiltinOperator.CONV_2D, int8 ? 3 : 1, options);
    }
    if (op.groups() != input.fixed(1)) {
      throw refuse("TFLite has grouped convolutions with one input channel a group only");
    }
    return depthwise(op, padding, weight.fixed(0) / op.groups());
  }

  private Call depthwise(Op.Conv2d op, byte padding, int multiplier) {
    Options options =
        new Options(
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
    int floatVersion = op.dilation().equals(Op.Size.square(1)) ? 1 : 2;
    return weighted(BuiltinOperator.DEPTHWISE_CONV_2D, int8 ? 3 : floatVersion, options);
  }

  @Override
  public Call linear(Op.Linear op) {
    Options options =
        new Options(
            BuiltinOptions.FullyConnectedOptions,
            builder -> {
              FullyConnectedOptions.startFullyConnectedOptions(builder);
              FullyConnectedOptions.addFusedActivationFunction(builder, activation());
              return FullyConnectedOptions.endFullyConnectedOptions(builder);
            });
    return weighted(BuiltinOperator.FULLY_CONNECTED, int8 ? 4 : 1, options);
  }

  @Override
  public Call batchNorm(Op.BatchNorm op) {
    throw refuse("TFLite has no batch normalization; fold it first (FoldBatchNorm)");
  }

  @Override
  public Call relu(Op.Relu op) {
    return unary(BuiltinOperator.RELU, int8 ? 2 : 1, Options.NONE);
  }

  @Override
  public Call maxPool2d(Op.MaxPool2d op) {
    Options options =
        new Options(
            BuiltinOptions.Pool2DOptions,
            builder ->
                Pool2DOptions.createPool2DOptions(
                    builder,
                    Padding.VALID,
                    op.stride().width(),
                    op.stride().height(),
                    op.kernel().width(),
                    op.kernel().height(),
                    ActivationFunctionType.NONE));
    return unary(BuiltinOperator.MAX_POOL_2D, int8 ? 2 : 1, options);
  }

  @Override
  public Call flatten(Op.Flatten op) {
    int[] shape = {-1, graph.shape(kernel.output()).fixed(1)};
    Tensor wanted = Tensor.of(new int[] {shape.length}, shape);
    int target =
        tensors.file().constant(kernel.output() + ".shape", wanted, TensorType.INT32, null);
    Options options =
        new Options(
            BuiltinOptions.ReshapeOptions, (FlatBufferBuilder builder) -> newShape(builder, shape));
    return new Call(
        BuiltinOperator.RESHAPE, 1, List.of(tensors.index(kernel.input()), target), options);
  }

  @Override
  public Call dropout(Op.Dropout op) {
    throw refuse("Dropout is not exported");
  }

  @Override
  public Call softmax(Op.Softmax op) {
    if (graph.shape(kernel.input()).rank() != 2) {
      throw refuse("Softmax over the last logical axis of an image has no channels-last form");
    }
    Options options =
        new Options(
            BuiltinOptions.SoftmaxOptions,
            builder -> SoftmaxOptions.createSoftmaxOptions(builder, 1));
    return unary(BuiltinOperator.SOFTMAX, int8 ? 2 : 1, options);
  }

  private static int newShape(FlatBufferBuilder builder, int... shape) {
    return ReshapeOptions.createReshapeOptions(
        builder, ReshapeOptions.createNewShapeVector(builder, shape));
  }

  private Call weighted(int builtin, int version, Options options) {
    return new Call(builtin, version, tensors.weighted(kernel), options);
  }

  private Call unary(int builtin, int version, Options options) {
    return new Call(builtin, version, List.of(tensors.index(kernel.input())), options);
  }

  private byte activation() {
    return kernel.relu() ? ActivationFunctionType.RELU : ActivationFunctionType.NONE;
  }

  private PipelineException refuse(String what) {
    return PipelineException.failed(what)
        .where("node " + kernel.node().name() + ", format tflite")
        .build();
  }
}
