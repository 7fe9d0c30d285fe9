package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.OutputPads;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Convolutions of series and images. */
final class ConvolutionNodes {
  private ConvolutionNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of("Conv", ConvolutionNodes::conv, "ConvTranspose", ConvolutionNodes::convTranspose);
  }

  private static void conv(NodeCall call) {
    Tensor weight = weight(call);
    SlidingWindow window = SlidingWindow.of(call, kernel(weight));
    int groups = call.node().number("group", 1);
    ChannelsFirst x = ChannelsFirst.of(call);
    Op op =
        weight.rank() == 3
            ? new Weighted.Conv1d(
                window.stride(0),
                new Ends(window.before(0), window.after(0)),
                window.dilation(0),
                groups)
            : new Weighted.Conv2d(window.strides(), window.pads(), window.dilations(), groups);
    call.give(x.given(call.add(op, List.of(x.tensor()), constants(call, weight))));
  }

  /** One of series goes over images of height 1. */
  private static void convTranspose(NodeCall call) {
    Tensor stored = weight(call);
    int groups = call.node().number("group", 1);
    Tensor weight = outputsFirst(call, stored, groups);
    List<Integer> added =
        call.node().numbers("output_padding").orElse(List.of(0, 0)).stream().toList();
    SlidingWindow window = SlidingWindow.transposed(call, kernel(stored), added);
    ChannelsFirst x = ChannelsFirst.of(call).asImages(call);
    boolean series = stored.rank() == 3;
    if (series) {
      weight = weight.reshape(weight.dim(0), weight.dim(1), 1, weight.dim(2));
    }
    OutputPads beyond =
        series ? new OutputPads(0, added.get(0)) : new OutputPads(added.get(0), added.get(1));
    Op op =
        new Weighted.ConvTranspose2d(
            window.strides(), window.pads(), beyond, window.dilations(), groups);
    call.give(x.given(call.add(op, List.of(x.tensor()), constants(call, weight))));
  }

  /** {@code [in, out/groups, …]} as {@code [out, in/groups, …]}. */
  private static Tensor outputsFirst(NodeCall call, Tensor weight, int groups) {
    if (groups < 1 || weight.dim(0) % groups != 0) {
      throw call.node().refusal("The channels are no multiple of the groups", groups);
    }
    long in = weight.dim(0) / groups;
    long out = weight.dim(1);
    long places = weight.size() / Math.max(1, in * groups * out);
    FoldedTensor apart = call.folding().reshape(FoldedTensor.of(weight), groups, in, out, places);
    FoldedTensor swapped = call.folding().transpose(apart, 0, 2, 1, 3);
    int[] dims = weight.dims();
    dims[0] = Math.toIntExact(out * groups);
    dims[1] = Math.toIntExact(in);
    return swapped.tensor().reshape(dims);
  }

  private static Tensor weight(NodeCall call) {
    Tensor weight = call.floats(1);
    if (weight.rank() != 3 && weight.rank() != 4) {
      throw call.node()
          .refusal(
              "Edgeflow computes convolutions of series and images only",
              (weight.rank() - 2) + " axes of space");
    }
    return weight;
  }

  private static int[] kernel(Tensor weight) {
    return weight.rank() == 3
        ? new int[] {weight.dim(2)}
        : new int[] {weight.dim(2), weight.dim(3)};
  }

  private static Map<ConstantRole, Constant> constants(NodeCall call, Tensor weight) {
    Map<ConstantRole, Constant> constants = new EnumMap<>(ConstantRole.class);
    constants.put(ConstantRole.WEIGHT, Constant.trainable(weight));
    if (call.has(2)) {
      constants.put(ConstantRole.BIAS, Constant.trainable(call.floats(2)));
    }
    return constants;
  }
}
