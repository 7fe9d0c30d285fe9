package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import io.edgeflow.core.graph.op.Resampling.Resize;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Images in another size, where ONNX's many ways of it are PyTorch's. */
final class ResizeNodes {
  private static final int SCALES = 2;
  private static final int SIZES = 3;

  private ResizeNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of("Resize", ResizeNodes::read);
  }

  private static void read(NodeCall call) {
    OnnxNode node = call.node();
    Viewed x = call.view(0);
    List<Long> sizes = call.sizes(0);
    if (sizes.size() != 4) {
      throw node.refusal("Edgeflow resizes images", sizes);
    }
    node.require("antialias", 0, name -> node.number(name, 0));
    node.require("exclude_outside", 0, name -> node.number(name, 0));
    node.ignore("extrapolation_value");
    node.ignore("nearest_mode");
    node.ignore("cubic_coeff_a");
    List<Integer> axes =
        node.numbers("axes").orElse(IntStream.range(0, 4).boxed().toList()).stream()
            .map(axis -> axis < 0 ? axis + 4 : axis)
            .toList();
    boolean scaled = !call.has(SIZES) || call.constant(SIZES).size() == 0;
    long[] wanted = scaled ? scaled(call, sizes, axes) : sized(call, sizes, axes);
    boolean last = wanted[1] != sizes.get(1);
    int height = last ? 1 : 2;
    if (wanted[0] != sizes.get(0) || (last && wanted[3] != sizes.get(3))) {
      throw node.refusal("Edgeflow resizes the height and width of images", axes);
    }
    Resize op = op(call, wanted, height, sizes, scaled);
    int channels = last ? 3 : 1;
    String image = call.arranger().sample(call.name(), x, channels, height, height + 1);
    List<Integer> batch = x.axes().get(0).contains(0) ? List.of(0) : List.of();
    Viewed y = new Viewed(call.add(op, image), List.of(batch, List.of(1), List.of(2), List.of(3)));
    call.give(last ? y.permuted(0, 2, 3, 1) : y);
  }

  private static Resize op(
      NodeCall call, long[] wanted, int height, List<Long> sizes, boolean scaled) {
    OnnxNode node = call.node();
    Mode mode =
        switch (node.text("mode", "nearest")) {
          case "nearest" -> Mode.NEAREST;
          case "linear" -> Mode.BILINEAR;
          default ->
              throw node.refusal("Edgeflow has no such way to resize", node.text("mode", ""));
        };
    String place = node.text("coordinate_transformation_mode", "half_pixel");
    boolean many = wanted[height] > 1 && wanted[height + 1] > 1;
    Coordinates coordinates =
        switch (place) {
          case "asymmetric" -> Coordinates.ASYMMETRIC;
          case "align_corners" -> Coordinates.ALIGN_CORNERS;
          case "half_pixel" -> Coordinates.HALF_PIXEL;
          case "pytorch_half_pixel" -> {
            if (!many) {
              throw node.refusal("PyTorch's half pixels have no image of one pixel here", place);
            }
            yield Coordinates.HALF_PIXEL;
          }
          default -> throw node.refusal("Edgeflow has no such place of pixels", place);
        };
    if (mode == Mode.NEAREST) {
      requireRounding(call, coordinates, wanted, sizes);
    }
    requireWhole(call, wanted, height, sizes, scaled);
    boolean fits =
        coordinates != (mode == Mode.NEAREST ? Coordinates.ALIGN_CORNERS : Coordinates.ASYMMETRIC);
    if (!fits) {
      throw node.refusal("Edgeflow does not resize by %s so".formatted(mode.name()), place);
    }
    return new Resize(
        new Size(Math.toIntExact(wanted[height]), Math.toIntExact(wanted[height + 1])),
        mode,
        coordinates);
  }

  /** ONNX rounds the place of a pixel in four ways; PyTorch takes the pixel that it is in. */
  private static void requireRounding(
      NodeCall call, Coordinates coordinates, long[] wanted, List<Long> sizes) {
    String rounded = call.node().text("nearest_mode", "round_prefer_floor");
    String one = coordinates == Coordinates.ASYMMETRIC ? "floor" : "round_prefer_ceil";
    boolean same =
        rounded.equals("round_prefer_floor")
            && coordinates == Coordinates.HALF_PIXEL
            && IntStream.range(1, 4)
                .allMatch(a -> sizes.get(a) == wanted[a] || noTies(sizes.get(a), wanted[a]));
    if (!rounded.equals(one) && !same) {
      throw call.node().refusal("Edgeflow rounds places by %s here".formatted(one), rounded);
    }
  }

  /**
   * Whether no pixel lies in the middle between two: {@code (2 i + 1) input} is a multiple of
   * {@code 2 output} for no {@code i}, without a common factor of the two.
   */
  private static boolean noTies(long input, long output) {
    long factor = BigInteger.valueOf(input).gcd(BigInteger.valueOf(output)).longValueExact();
    return output / factor % 2 == 0 || input / factor % 2 != 0;
  }

  /** A scale that is not just the ratio of the sizes reads other places. */
  private static void requireWhole(
      NodeCall call, long[] wanted, int height, List<Long> sizes, boolean scaled) {
    if (!scaled) {
      return;
    }
    float[] scales = scales(call);
    int first = scales.length == 4 ? height : 0;
    for (int i = 0; i < 2; i++) {
      double exact = wanted[height + i] / (double) sizes.get(height + i);
      if (Math.abs(scales[first + i] - exact) > 1e-6 * exact) {
        throw call.node().refusal("A scale is not the ratio of whole sizes", scales[first + i]);
      }
    }
  }

  private static float[] scales(NodeCall call) {
    return call.constant(call.has(SCALES) ? SCALES : 1).toFloats();
  }

  private static long[] scaled(NodeCall call, List<Long> sizes, List<Integer> axes) {
    float[] scales = scales(call);
    requireCount(call, axes, scales.length);
    long[] wanted = sizes.stream().mapToLong(size -> size).toArray();
    for (int i = 0; i < scales.length; i++) {
      int axis = axes.get(i);
      wanted[axis] =
          scales[i] == 1 ? wanted[axis] : (long) Math.floor(wanted[axis] * (double) scales[i]);
    }
    return wanted;
  }

  private static long[] sized(NodeCall call, List<Long> sizes, List<Integer> axes) {
    call.node()
        .require("keep_aspect_ratio_policy", "stretch", name -> call.node().text(name, "stretch"));
    FoldedTensor given = call.constant(SIZES);
    long[] longs = given.toLongs();
    requireCount(call, axes, longs.length);
    long[] wanted = sizes.stream().mapToLong(size -> size).toArray();
    for (int i = 0; i < longs.length; i++) {
      wanted[axes.get(i)] = longs[i];
    }
    return wanted;
  }

  private static void requireCount(NodeCall call, List<Integer> axes, int numbers) {
    boolean fits = axes.size() == numbers && axes.stream().allMatch(a -> a >= 0 && a < 4);
    if (!fits) {
      throw call.node().refusal("Not one number for each axis", axes);
    }
  }
}
