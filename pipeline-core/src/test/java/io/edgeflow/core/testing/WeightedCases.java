package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.OutputPads;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cases of operators with a weight. */
final class WeightedCases {
  private static final Size ONE = Size.square(1);
  private static final Size TWO = Size.square(2);

  private WeightedCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>(single());
    for (int side = 5; side <= 6; side++) {
      for (int stride = 1; stride <= 3; stride++) {
        cases.add(padded("valid", side, stride, 1));
        cases.add(padded("same", side, stride, 1));
      }
      cases.add(padded("same", side, 1, 2));
    }
    return cases;
  }

  /** Of an image whose sides differ, with a kernel of two rows and three columns. */
  private static OperatorCase padded(String padding, int side, int stride, int dilation) {
    Size strides = Size.square(stride);
    Size dilations = Size.square(dilation);
    Size reach = new Size(dilation + 1, 2 * dilation + 1);
    Pads pads =
        padding.equals("same") ? Pads.same(new Size(side, side + 2), reach, strides) : Pads.NONE;
    String name =
        "conv2d_%s_of_%d_stride_%d_dilation_%d".formatted(padding, side, stride, dilation);
    return CaseDrawing.of(name, 2, side, side + 2)
        .op(
            conv(strides, pads, dilations, 1),
            Map.of(ConstantRole.WEIGHT, dims(1, 2, 2, 3), ConstantRole.BIAS, dims(1)))
        .done();
  }

  private static List<OperatorCase> single() {
    return List.of(
        conv2d("conv2d", Conv2d.padded(0), 4, 3),
        conv2d("conv2d_padded", Conv2d.padded(1), 4, 3),
        conv2d("conv2d_same_stride_2", conv(Size.square(2), new Pads(0, 0, 1, 1), ONE, 1), 4, 3),
        conv2d("conv2d_uneven_pads", conv(ONE, new Pads(2, 0, 1, 1), ONE, 1), 4, 3),
        conv2d("conv2d_dilated", conv(ONE, Pads.all(2), Size.square(2), 1), 4, 3),
        conv2d("conv2d_depthwise", conv(ONE, Pads.all(1), ONE, 4), 4, 1),
        conv2d("conv2d_depthwise_twice", conv(ONE, Pads.all(1), ONE, 4), 8, 1),
        conv2d("conv2d_grouped", conv(ONE, Pads.all(1), ONE, 2), 4, 2),
        conv2d("conv2d_grouped_in_3", conv(Size.square(2), Pads.all(1), ONE, 3), 6, 2),
        conv1d("conv1d_grouped", new Conv1d(1, new Ends(2, 0), 1, 2), 4, 2),
        conv1d("conv1d", Conv1d.padded(Ends.NONE), 4, 3),
        conv1d("conv1d_same", Conv1d.padded(new Ends(1, 1)), 4, 3),
        conv1d("conv1d_same_stride_2", new Conv1d(2, new Ends(0, 1), 1, 1), 4, 3),
        conv1d("conv1d_causal", Conv1d.padded(new Ends(2, 0)), 4, 3),
        conv1d("conv1d_causal_dilated", new Conv1d(1, new Ends(4, 0), 2, 1), 4, 3),
        conv1d("conv1d_uneven_stride_3", new Conv1d(3, new Ends(1, 2), 1, 1), 4, 3),
        conv1d("conv1d_depthwise", new Conv1d(1, new Ends(1, 1), 1, 4), 4, 1),
        conv1d("conv1d_depthwise_twice", new Conv1d(1, new Ends(2, 0), 1, 4), 8, 1),
        twoConv1d(),
        transposed("conv_transpose2d", ONE, Pads.NONE, OutputPads.NONE, ONE, 1, 3),
        transposed("conv_transpose2d_twice_the_size", TWO, Pads.NONE, OutputPads.NONE, ONE, 1, 2),
        transposed("conv_transpose2d_same", TWO, Pads.all(1), OutputPads.NONE, ONE, 1, 4),
        transposed("conv_transpose2d_cut", TWO, Pads.all(1), new OutputPads(1, 1), ONE, 1, 3),
        transposed(
            "conv_transpose2d_uneven", TWO, new Pads(0, 2, 1, 0), new OutputPads(0, 1), ONE, 1, 3),
        transposed("conv_transpose2d_dilated", ONE, Pads.all(1), OutputPads.NONE, TWO, 1, 3),
        transposed("conv_transpose2d_grouped", TWO, Pads.NONE, new OutputPads(1, 0), ONE, 2, 3),
        transposed("conv_transpose2d_depthwise", TWO, Pads.all(1), OutputPads.NONE, ONE, 4, 4),
        linear("linear", 6),
        linear("linear_on_series", 5, 6),
        CaseDrawing.of("linear_without_bias", 6)
            .op(new Linear(), Map.of(ConstantRole.WEIGHT, dims(4, 6)))
            .done());
  }

  private static Conv2d conv(Size stride, Pads pads, Size dilation, int groups) {
    return new Conv2d(stride, pads, dilation, groups);
  }

  private static OperatorCase conv2d(String name, Conv2d op, int out, int inPerGroup) {
    return CaseDrawing.of(name, inPerGroup * op.groups(), 6, 6)
        .op(
            op,
            Map.of(ConstantRole.WEIGHT, dims(out, inPerGroup, 3, 3), ConstantRole.BIAS, dims(out)))
        .done();
  }

  private static OperatorCase conv1d(String name, Conv1d op, int out, int inPerGroup) {
    return CaseDrawing.of(name, inPerGroup * op.groups(), 8)
        .op(op, Map.of(ConstantRole.WEIGHT, dims(out, inPerGroup, 3), ConstantRole.BIAS, dims(out)))
        .done();
  }

  /** With what is folded and drawn into each. */
  private static OperatorCase twoConv1d() {
    Conv1d causal = Conv1d.padded(new Ends(2, 0));
    return CaseDrawing.of("conv1d_twice_with_norm", 3, 8)
        .op(causal, Map.of(ConstantRole.WEIGHT, dims(4, 3, 3)))
        .op(
            new BatchNorm(1e-5f, 0.1f),
            Map.of(
                ConstantRole.GAMMA, dims(4),
                ConstantRole.BETA, dims(4),
                ConstantRole.MEAN, dims(4),
                ConstantRole.VARIANCE, dims(4)))
        .op(new Relu())
        .op(causal, Map.of(ConstantRole.WEIGHT, dims(2, 4, 3), ConstantRole.BIAS, dims(2)))
        .done();
  }

  private static OperatorCase transposed(
      String name, Size stride, Pads pads, OutputPads more, Size dilation, int groups, int kernel) {
    return CaseDrawing.of(name, 4, 2, 3)
        .op(
            new ConvTranspose2d(stride, pads, more, dilation, groups),
            Map.of(
                ConstantRole.WEIGHT,
                dims(4, 4 / groups, kernel, kernel),
                ConstantRole.BIAS,
                dims(4)))
        .done();
  }

  private static OperatorCase linear(String name, int... sample) {
    int features = sample[sample.length - 1];
    return CaseDrawing.of(name, sample)
        .op(
            new Linear(),
            Map.of(ConstantRole.WEIGHT, dims(4, features), ConstantRole.BIAS, dims(4)))
        .done();
  }
}
