package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.OutputPads;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws convolutions with any stride, dilation, groups and padding. */
final class ConvDraws {
  private final KeyedRandom random;

  ConvDraws(KeyedRandom random) {
    this.random = random;
  }

  Proposal propose(String x, Shape shape) {
    Size input = new Size(shape.fixed(2), shape.fixed(3));
    Size stride = new Size(1 + random.nextInt(2), 1 + random.nextInt(2));
    Size dilation = new Size(oneOrTwo(), oneOrTwo());
    Size kernel = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
    Size reach = reach(kernel, dilation);
    Pads pads = pads(input, reach, stride);
    if (input.height() + pads.top() + pads.bottom() < reach.height()
        || input.width() + pads.left() + pads.right() < reach.width()) {
      kernel = Size.square(1);
      pads = Pads.NONE;
    }
    int groups = groups(shape.fixed(1));
    int outputs = groups * (1 + random.nextInt(groups == 1 ? 5 : 2));
    return new Proposal(
        new Conv2d(stride, pads, dilation, groups),
        List.of(x),
        constants(outputs, shape.fixed(1) / groups, kernel));
  }

  /** A transposed one, which cuts off less than a window gives. */
  Proposal transposed(String x, Shape shape) {
    Size stride = new Size(1 + random.nextInt(2), 1 + random.nextInt(2));
    Size kernel = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
    int rows = random.nextInt(kernel.height());
    int columns = random.nextInt(kernel.width());
    Pads pads = new Pads(rows, columns, 0, 0);
    OutputPads more =
        new OutputPads(random.nextInt(stride.height()), random.nextInt(stride.width()));
    int groups = random.nextInt(4) == 0 ? shape.fixed(1) : 1;
    return new Proposal(
        new ConvTranspose2d(stride, pads, more, Size.square(1), groups),
        List.of(x),
        constants(groups * (1 + random.nextInt(3)), shape.fixed(1) / groups, kernel));
  }

  private Map<ConstantRole, List<Integer>> constants(int outputs, int inputs, Size kernel) {
    Map<ConstantRole, List<Integer>> constants = new HashMap<>();
    constants.put(ConstantRole.WEIGHT, List.of(outputs, inputs, kernel.height(), kernel.width()));
    if (random.nextInt(4) > 0) {
      constants.put(ConstantRole.BIAS, List.of(outputs));
    }
    return constants;
  }

  private static Size reach(Size kernel, Size dilation) {
    return new Size(
        (kernel.height() - 1) * dilation.height() + 1, (kernel.width() - 1) * dilation.width() + 1);
  }

  private Pads pads(Size input, Size reach, Size stride) {
    return switch (random.nextInt(4)) {
      case 0 -> Pads.NONE;
      case 1 ->
          new Pads(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3));
      case 2 -> Pads.all(1);
      default -> Pads.same(input, reach, stride);
    };
  }

  /** One group, one a channel, or now and then something between. */
  private int groups(int channels) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> channels;
      case 2 -> channels % 2 == 0 ? 2 : 1;
      default -> 1;
    };
  }

  private int oneOrTwo() {
    return random.nextInt(3) == 0 ? 2 : 1;
  }
}
