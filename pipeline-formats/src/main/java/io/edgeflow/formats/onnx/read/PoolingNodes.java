package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.Border;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Reduction;
import io.edgeflow.core.graph.op.Size;
import java.util.List;
import java.util.Map;

/** Pooling of series and images. */
final class PoolingNodes {
  private PoolingNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(
        "MaxPool",
        PoolingNodes::maxPool,
        "AveragePool",
        PoolingNodes::averagePool,
        "GlobalAveragePool",
        call -> global(call, true),
        "GlobalMaxPool",
        call -> global(call, false));
  }

  private static void maxPool(NodeCall call) {
    call.node().ignore("storage_order"); // Of the places, which are an output of their own.
    SlidingWindow window = window(call);
    Border border = new Border(window.pads(), call.node().flag("ceil_mode", false), false);
    pool(call, new Pooling.MaxPool2d(window.kernels(), window.strides(), border));
  }

  private static void averagePool(NodeCall call) {
    SlidingWindow window = window(call);
    OnnxNode node = call.node();
    boolean counted = node.flag("count_include_pad", false);
    Border border = new Border(window.pads(), node.flag("ceil_mode", false), counted);
    pool(call, new Pooling.AvgPool2d(window.kernels(), window.strides(), border));
  }

  private static SlidingWindow window(NodeCall call) {
    int[] kernel =
        call
            .node()
            .numbers("kernel_shape")
            .orElseThrow(() -> call.node().refusal("The attribute is missing", "kernel_shape"))
            .stream()
            .mapToInt(Integer::intValue)
            .toArray();
    SlidingWindow window = SlidingWindow.of(call, kernel);
    if (!window.dilations().equals(Size.square(1))) {
      throw call.node().refusal("Edgeflow pools without dilation", window.dilation());
    }
    return window;
  }

  private static void pool(NodeCall call, Op op) {
    ChannelsFirst x = ChannelsFirst.of(call).asImages(call);
    call.give(x.given(call.add(op, x.tensor())));
  }

  private static void global(NodeCall call, boolean mean) {
    ChannelsFirst x = ChannelsFirst.of(call);
    List<Integer> space = x.space();
    Op op =
        mean && space.size() == 2
            ? new Pooling.GlobalAvgPool()
            : mean ? new Reduction.ReduceMean(space, true) : new Reduction.ReduceMax(space, true);
    call.give(x.given(call.add(op, x.tensor())));
  }
}
