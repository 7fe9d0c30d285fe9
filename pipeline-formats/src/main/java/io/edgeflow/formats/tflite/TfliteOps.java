package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.MemoryLayout;
import io.edgeflow.formats.lower.Value;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.Padding;

/**
 * The TFLite operator of one operation. Operator versions are the oldest that hold the operation's
 * number format.
 */
final class TfliteOps implements Op.Visitor<TfliteCall> {
  /** Operators of one input whose output has its shape. */
  static final Set<Integer> ELEMENTWISE =
      Set.of(BuiltinOperator.RELU, BuiltinOperator.RELU6, BuiltinOperator.LOGISTIC);

  private static final int ANY = -1;

  private final FusedOp fused;
  private final LoweredGraph graph;
  private final TfliteTensors tensors;
  private final boolean int8;

  TfliteOps(FusedOp fused, LoweredGraph graph, TfliteTensors tensors) {
    this.fused = fused;
    this.graph = graph;
    this.tensors = tensors;
    this.int8 = graph.value(fused.output()).quant().isPresent();
  }

  @Override
  public TfliteCall conv2d(Weighted.Conv2d op) {
    Shape input = graph.value(fused.inputs().get(0)).shape();
    byte padding =
        op.window(graph.operands(fused)).orElseThrow().valid() ? Padding.VALID : Padding.SAME;
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
    return weighted(BuiltinOperator.CONV_2D, int8 ? 3 : 1, options, TfliteWeightOrder.CONV);
  }

  private TfliteCall depthwise(Weighted.Conv2d op, byte padding) {
    int multiplier = fused.constant(ConstantRole.WEIGHT).value().dim(0) / op.groups();
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
        int8 ? 3 : floatVersion,
        options,
        TfliteWeightOrder.DEPTHWISE);
  }

  @Override
  public TfliteCall linear(Weighted.Linear op) {
    boolean keepsAxes = graph.value(fused.output()).shape().rank() > 2;
    int version = int8 ? 4 : 1;
    return weighted(
        BuiltinOperator.FULLY_CONNECTED,
        keepsAxes ? 5 : version,
        TfliteOptions.fullyConnected(activation(), keepsAxes),
        TfliteWeightOrder.MATRIX);
  }

  @Override
  public TfliteCall batchNorm(Normalization.BatchNorm op) {
    throw refuse("TFLite has no batch normalization");
  }

  @Override
  public TfliteCall softmax(Normalization.Softmax op) {
    return plain(BuiltinOperator.SOFTMAX, TfliteOptions.softmax());
  }

  @Override
  public TfliteCall relu(Elementwise.Relu op) {
    return plain(BuiltinOperator.RELU, Options.NONE);
  }

  @Override
  public TfliteCall relu6(Elementwise.Relu6 op) {
    return plain(BuiltinOperator.RELU6, Options.NONE);
  }

  @Override
  public TfliteCall sigmoid(Elementwise.Sigmoid op) {
    return plain(BuiltinOperator.LOGISTIC, Options.NONE);
  }

  @Override
  public TfliteCall dropout(Elementwise.Dropout op) {
    throw refuse("Dropout is not exported");
  }

  @Override
  public TfliteCall add(Elementwise.Add op) {
    return plain(BuiltinOperator.ADD, TfliteOptions.add(activation()));
  }

  @Override
  public TfliteCall mul(Elementwise.Mul op) {
    return plain(BuiltinOperator.MUL, TfliteOptions.mul(activation()));
  }

  @Override
  public TfliteCall maxPool2d(Pooling.MaxPool2d op) {
    return plain(
        BuiltinOperator.MAX_POOL_2D, TfliteOptions.pool(op.kernel(), op.stride(), activation()));
  }

  @Override
  public TfliteCall avgPool2d(Pooling.AvgPool2d op) {
    return plain(
        BuiltinOperator.AVERAGE_POOL_2D,
        TfliteOptions.pool(op.kernel(), op.stride(), activation()));
  }

  @Override
  public TfliteCall globalAvgPool(Pooling.GlobalAvgPool op) {
    MemoryLayout layout = input().layout();
    return plain(
        BuiltinOperator.MEAN,
        TfliteOptions.mean(),
        tensors.integers(fused.name() + ".axes", List.of(layout.place(2, 4), layout.place(3, 4))));
  }

  @Override
  public TfliteCall flatten(Arrangement.Flatten op) {
    return reshape();
  }

  @Override
  public TfliteCall reshape(Arrangement.Reshape op) {
    return reshape();
  }

  private TfliteCall reshape() {
    List<Integer> shape = new ArrayList<>(graph.value(fused.output()).sizes());
    shape.set(0, ANY);
    return new TfliteCall(
        BuiltinOperator.RESHAPE,
        1,
        List.of(
            tensors.index(fused.inputs().get(0)),
            tensors.integers(fused.output() + ".shape", shape)),
        TfliteOptions.reshape(shape));
  }

  @Override
  public TfliteCall transpose(Arrangement.Transpose op) {
    Value output = graph.value(fused.output());
    int rank = output.shape().rank();
    List<Integer> permutation =
        output.layout().axes(rank).stream()
            .map(axis -> input().layout().place(op.permutation().get(axis), rank))
            .toList();
    return plain(
        BuiltinOperator.TRANSPOSE,
        TfliteOptions.transpose(),
        tensors.integers(fused.name() + ".perm", permutation));
  }

  @Override
  public TfliteCall pad(Arrangement.Pad op) {
    List<Integer> rows = new ArrayList<>(List.of(0, 0));
    int rank = input().shape().rank();
    for (int axis : input().layout().axes(rank).subList(1, rank)) {
      rows.add(op.before().get(axis - 1));
      rows.add(op.after().get(axis - 1));
    }
    return plain(
        BuiltinOperator.PAD,
        TfliteOptions.pad(),
        tensors.matrix(fused.name() + ".paddings", rows, 2));
  }

  @Override
  public TfliteCall concat(Arrangement.Concat op) {
    Value output = graph.value(fused.output());
    int axis = output.layout().place(op.axis(), output.shape().rank());
    return plain(BuiltinOperator.CONCATENATION, TfliteOptions.concatenation(axis));
  }

  private TfliteCall weighted(int builtin, int version, Options options, TfliteWeightOrder order) {
    List<Integer> inputs = new ArrayList<>(List.of(tensors.index(fused.inputs().get(0))));
    inputs.add(tensors.weight(fused, order));
    inputs.add(tensors.bias(fused));
    return new TfliteCall(builtin, version, inputs, options);
  }

  /** An operator that reads values and parameters; 8-bit integers came with its version 2. */
  private TfliteCall plain(int builtin, Options options, Integer... parameters) {
    List<Integer> inputs = new ArrayList<>();
    fused.inputs().forEach(input -> inputs.add(tensors.index(input)));
    fused.optional(ConstantRole.OPERAND).ifPresent(c -> inputs.add(tensors.operand(fused, c)));
    inputs.addAll(List.of(parameters));
    return new TfliteCall(builtin, int8 ? 2 : 1, inputs, options);
  }

  private Value input() {
    return graph.value(fused.inputs().get(0));
  }

  private byte activation() {
    return switch (fused.activation()) {
      case NONE -> ActivationFunctionType.NONE;
      case RELU -> ActivationFunctionType.RELU;
      case RELU6 -> ActivationFunctionType.RELU6;
    };
  }

  private PipelineException refuse(String what) {
    return PipelineException.failed(what).where("node " + fused.name() + ", format tflite").build();
  }
}
