package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.OutputPads;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.Viewed;
import io.edgeflow.formats.tflite.read.StoredConstant.Reals;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.TransposeConvOptions;

/** Convolutions of images, which lie channels-last in the file. */
final class Convolutions {
  /** The file's axes of an image in the graph's order. */
  private static final int[] CHANNELS_FIRST = {3, 1, 2};

  private static final int RANK = 4;

  private Convolutions() {}

  static void conv2d(Step step) {
    Conv2DOptions o = step.options(BuiltinOptions.Conv2DOptions, new Conv2DOptions());
    Windows windows =
        new Windows(
            size(step, o.strideH(), o.strideW()),
            size(step, o.dilationHFactor(), o.dilationWFactor()),
            o.padding());
    String image = image(step, 0);
    Reals weight = weight(step, 0, 3, 1, 2);
    int channels = step.graph().size(image, 1);
    int each = weight.floats().dim(1);
    if (channels % each != 0) {
      throw step.damaged(channels + " channels for a weight of " + each);
    }
    convolve(step, image, weight, windows, channels / each, o.fusedActivationFunction());
  }

  static void depthwise(Step step) {
    DepthwiseConv2DOptions o =
        step.options(BuiltinOptions.DepthwiseConv2DOptions, new DepthwiseConv2DOptions());
    Windows windows =
        new Windows(
            size(step, o.strideH(), o.strideW()),
            size(step, o.dilationHFactor(), o.dilationWFactor()),
            o.padding());
    String image = image(step, 0);
    Reals weight = weight(step, 3, 0, 1, 2);
    if (weight.floats().dim(1) != 1) {
      throw step.damaged("a weight of " + weight.floats());
    }
    int channels = step.graph().size(image, 1);
    convolve(step, image, weight, windows, channels, o.fusedActivationFunction());
  }

  /** How windows slide over an image. */
  private record Windows(Size stride, Size dilation, byte padding) {
    Pads pads(Shape image, Tensor weight) {
      if (padding == Padding.VALID) {
        return Pads.NONE;
      }
      Size reach =
          new Size(
              (weight.dim(2) - 1) * dilation.height() + 1,
              (weight.dim(3) - 1) * dilation.width() + 1);
      return Pads.same(new Size(image.fixed(2), image.fixed(3)), reach, stride);
    }
  }

  private static void convolve(
      Step step, String image, Reals weight, Windows windows, int groups, byte activation) {
    Pads pads = windows.pads(step.graph().shape(image), weight.floats());
    Conv2d op = new Conv2d(windows.stride(), pads, windows.dilation(), groups);
    String name = step.layer(1, activation);
    String node = step.add(name, op, image, withBias(step, weight, 2));
    step.giveActivated(channelsLast(node), activation);
  }

  /** The output's size is the first input; what windows would not reach is cut off or added. */
  static void transposed(Step step) {
    TransposeConvOptions o =
        step.options(BuiltinOptions.TransposeConvOptions, new TransposeConvOptions());
    Size stride = size(step, o.strideH(), o.strideW());
    String image = image(step, 2);
    Reals weight = weight(step, 0, 3, 1, 2);
    int[] wanted = step.integers(0);
    if (wanted.length != RANK) {
      throw step.damaged("an output of " + wanted.length + " axes");
    }
    Shape shape = step.graph().shape(image);
    int rows = span(shape.fixed(2), stride.height(), weight.floats().dim(2)) - wanted[1];
    int columns = span(shape.fixed(3), stride.width(), weight.floats().dim(3)) - wanted[2];
    boolean same = o.padding() == Padding.SAME;
    if (-rows >= stride.height() || -columns >= stride.width() || (!same && rows + columns > 0)) {
      throw step.damaged("an output of " + wanted[1] + "x" + wanted[2]);
    }
    int top = Math.max(rows, 0) / 2;
    int left = Math.max(columns, 0) / 2;
    Pads pads = new Pads(top, left, Math.max(rows, 0) - top, Math.max(columns, 0) - left);
    OutputPads more = new OutputPads(Math.max(-rows, 0), Math.max(-columns, 0));
    ConvTranspose2d op = new ConvTranspose2d(stride, pads, more, Size.square(1), 1);
    byte activation = o.fusedActivationFunction();
    String node = step.add(step.layer(1, activation), op, image, withBias(step, weight, 3));
    step.giveActivated(channelsLast(node), activation);
  }

  private static int span(int pixels, int stride, int kernel) {
    return Math.addExact(Math.multiplyExact(pixels - 1, stride), kernel);
  }

  /** The image that an input is, channels first. */
  static String image(Step step, int input) {
    Viewed view = step.view(input);
    if (view.rank() != RANK) {
      throw step.damaged("an image of " + view.rank() + " axes");
    }
    return step.arranger().sample(step.name(), view, CHANNELS_FIRST);
  }

  /** The file's view of an image. */
  static Viewed channelsLast(String image) {
    return new Viewed(image, List.of(List.of(0), List.of(2), List.of(3), List.of(1)));
  }

  static Size size(Step step, int height, int width) {
    if (height < 1 || width < 1) {
      throw step.damaged("strides or windows of " + height + "x" + width);
    }
    return new Size(height, width);
  }

  private static Reals weight(Step step, int... order) {
    StoredConstant weight = step.requireConstant(1);
    if (weight.stored().rank() != RANK) {
      throw step.damaged("a weight of " + weight.stored());
    }
    return weight.ordered(w -> step.reading().folding().transpose(w, order), order[0]);
  }

  /** Weight and bias; none of zeros where the file has none. */
  static Map<ConstantRole, Reals> withBias(Step step, Reals weight, int bias) {
    Map<ConstantRole, Reals> constants = new EnumMap<>(ConstantRole.class);
    constants.put(ConstantRole.WEIGHT, weight);
    if (step.has(bias)) {
      Reals found = step.requireConstant(bias).ordered(b -> b, 0);
      if (found.floats().rank() != 1 || found.floats().dim(0) != weight.floats().dim(0)) {
        throw step.damaged("a bias of " + found.floats());
      }
      constants.put(ConstantRole.BIAS, found);
    }
    return constants;
  }

  /** Whether there is an activation. */
  static boolean activates(byte activation) {
    return activation != ActivationFunctionType.NONE;
  }
}
