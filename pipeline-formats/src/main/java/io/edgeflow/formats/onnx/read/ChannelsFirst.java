package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first input of an operator on {@code [batch, channels, space …]} as a tensor of the graph in
 * this order.
 *
 * @param batch what the file's first axis is: the batch, or of size 1
 * @param space the graph's axes that the file's axes of space are
 */
record ChannelsFirst(String tensor, List<Integer> batch, List<Integer> space) {
  ChannelsFirst {
    batch = List.copyOf(batch);
    space = List.copyOf(space);
  }

  static ChannelsFirst of(NodeCall call) {
    Viewed view = call.view(0);
    if (view.rank() < 3) {
      throw call.node()
          .refusal(
              "%s needs a batch, channels and space".formatted(call.node().type()), view.rank());
    }
    int[] sample = IntStream.range(1, view.rank()).toArray();
    return new ChannelsFirst(
        call.arranger().sample(call.name(), view, sample),
        batch(view),
        IntStream.range(2, view.rank()).boxed().toList());
  }

  /** What the first axis of a view is for each sample alone. */
  static List<Integer> batch(Viewed view) {
    return view.axes().get(0).contains(0) ? List.of(0) : List.of();
  }

  /** A series as images of height 1. */
  ChannelsFirst asImages(NodeCall call) {
    if (space.size() == 2) {
      return this;
    }
    if (space.size() != 1) {
      throw call.node()
          .refusal("Edgeflow computes on series and images only", space.size() + " axes of space");
    }
    return new ChannelsFirst(call.add(new Unsqueeze(List.of(2)), tensor), batch, List.of(3));
  }

  /** The view of what an operator gives in the same order. */
  Viewed given(String output) {
    List<List<Integer>> axes = new ArrayList<>(List.of(batch, List.of(1)));
    space.forEach(axis -> axes.add(List.of(axis)));
    return new Viewed(output, axes);
  }
}
