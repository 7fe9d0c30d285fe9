package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How windows slide along the axes of space; a series is an image of height 1 where sizes are asked
 * for.
 */
record SlidingWindow(
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> dilation,
    List<Integer> before,
    List<Integer> after) {
  SlidingWindow {
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** That of a convolution or a pooling. */
  static SlidingWindow of(NodeCall call, int[] kernel) {
    return new Reading(call, kernel).window();
  }

  /** That of a transposed convolution, whose pads are cut off. */
  static SlidingWindow transposed(NodeCall call, int[] kernel, List<Integer> outputPads) {
    return new Reading(call, kernel).transposed(outputPads);
  }

  int stride(int axis) {
    return stride.get(axis);
  }

  int dilation(int axis) {
    return dilation.get(axis);
  }

  int before(int axis) {
    return before.get(axis);
  }

  int after(int axis) {
    return after.get(axis);
  }

  Size kernels() {
    return size(kernel);
  }

  Size strides() {
    return size(stride);
  }

  Size dilations() {
    return size(dilation);
  }

  Pads pads() {
    return kernel.size() == 1
        ? new Pads(0, before(0), 0, after(0))
        : new Pads(before(0), before(1), after(0), after(1));
  }

  private static Size size(List<Integer> sizes) {
    return sizes.size() == 1 ? new Size(1, sizes.get(0)) : new Size(sizes.get(0), sizes.get(1));
  }

  /** Reads the attributes. */
  private static final class Reading {
    private static final String UPPER = "SAME_UPPER";
    private static final String LOWER = "SAME_LOWER";

    private final NodeCall call;
    private final OnnxNode node;
    private final int axes;
    private final List<Integer> kernel = new ArrayList<>();
    private final List<Integer> stride;
    private final List<Integer> dilation;
    private final String auto;

    private Reading(NodeCall call, int[] sizes) {
      this.call = call;
      this.node = call.node();
      this.axes = sizes.length;
      for (int size : sizes) {
        kernel.add(size);
      }
      if (call.rank(0) != axes + 2) {
        throw node.refusal("The window does not fit the axes of what it slides over", kernel);
      }
      List<Integer> named = node.numbers("kernel_shape").orElse(kernel);
      if (!named.equals(kernel)) {
        throw node.refusal("The attribute kernel_shape is not the weight's", named);
      }
      this.stride = positive("strides");
      this.dilation = positive("dilations");
      this.auto = node.text("auto_pad", "NOTSET");
    }

    private List<Integer> positive(String attribute) {
      return numbers(attribute, 1, axes);
    }

    private List<Integer> numbers(String attribute, int otherwise, int count) {
      List<Integer> numbers = node.numbers(attribute).orElse(Collections.nCopies(count, otherwise));
      if (numbers.size() != count || numbers.stream().anyMatch(n -> n < otherwise)) {
        throw node.refusal(
            "The attribute %s needs %d numbers from %d".formatted(attribute, count, otherwise),
            numbers);
      }
      return numbers;
    }

    private SlidingWindow window() {
      List<Integer> pads = numbers("pads", 0, 2 * axes);
      return switch (auto) {
        case "NOTSET" -> with(pads.subList(0, axes), pads.subList(axes, 2 * axes));
        case "VALID" -> with(zeros(), zeros());
        case UPPER, LOWER -> same(auto.equals(LOWER));
        default -> throw node.refusal("Edgeflow does not know this auto_pad", auto);
      };
    }

    private SlidingWindow same(boolean lower) {
      List<Integer> total = new ArrayList<>();
      for (int axis = 0; axis < axes; axis++) {
        long input = input(axis);
        long outputs = (input + stride.get(axis) - 1) / stride.get(axis);
        long needed = (outputs - 1) * stride.get(axis) + reach(axis);
        total.add(Math.toIntExact(Math.max(0, needed - input)));
      }
      return halved(total, lower);
    }

    private SlidingWindow transposed(List<Integer> outputPads) {
      List<Integer> pads = numbers("pads", 0, 2 * axes);
      List<Integer> shape = node.numbers("output_shape").orElse(List.of());
      if (outputPads.size() < axes || (!shape.isEmpty() && shape.size() != axes)) {
        throw node.refusal("The sizes that are added to the output do not fit", outputPads);
      }
      boolean same = auto.equals(UPPER) || auto.equals(LOWER);
      if (shape.isEmpty() && !same) {
        return auto.equals("VALID")
            ? with(zeros(), zeros())
            : with(pads.subList(0, axes), pads.subList(axes, 2 * axes));
      }
      List<Integer> total = new ArrayList<>();
      for (int axis = 0; axis < axes; axis++) {
        long input = input(axis);
        long wanted = shape.isEmpty() ? input * stride.get(axis) : shape.get(axis);
        long whole = (input - 1) * stride.get(axis) + reach(axis) + outputPads.get(axis);
        total.add(Math.toIntExact(whole - wanted));
      }
      return halved(total, !auto.equals(UPPER));
    }

    /** The odd one of a total before, or after. */
    private SlidingWindow halved(List<Integer> total, boolean before) {
      List<Integer> smaller = total.stream().map(t -> t / 2).toList();
      List<Integer> larger = total.stream().map(t -> t - t / 2).toList();
      return before ? with(larger, smaller) : with(smaller, larger);
    }

    private SlidingWindow with(List<Integer> before, List<Integer> after) {
      return new SlidingWindow(kernel, stride, dilation, before, after);
    }

    private List<Integer> zeros() {
      return Collections.nCopies(axes, 0);
    }

    private long input(int axis) {
      return call.sizes(0).get(axis + 2);
    }

    private long reach(int axis) {
      return (kernel.get(axis) - 1L) * dilation.get(axis) + 1;
    }
  }
}
