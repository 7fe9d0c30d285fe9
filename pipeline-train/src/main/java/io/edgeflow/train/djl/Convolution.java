package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of images {@code [batch, channels, height, width]}, around what the engine's
 * kernels do wrongly.
 *
 * @param weight {@code [out, in/groups, kh, kw]}
 */
record Convolution(Conv2d op, NDArray weight, @Nullable NDArray bias) {
  private static final Size UNIT = Size.square(1);
  private static final Shape NO_PADDING = new Shape(0, 0);

  NDArray of(NDArray x) {
    Pads pads = op.pads();
    Size stride = op.stride();
    boolean pixel = weight.getShape().get(2) * weight.getShape().get(3) == 1;
    if (pixel && !stride.equals(UNIT)) {
      return run(skipped(padded(x, pads), stride), UNIT, NO_PADDING);
    }
    long rows = (weight.getShape().get(2) - 1) * op.dilation().height() + 1;
    long reach = (weight.getShape().get(3) - 1) * op.dilation().width() + 1;
    long columns = x.getShape().get(3) + pads.left() + pads.right();
    if (stride.width() > 1 && columns - reach < stride.width()) {
      NDArray column = firstColumns(padded(x, pads), reach);
      return run(column, new Size(stride.height(), 1), NO_PADDING);
    }
    // Where a window lies in the padding alone, kernels for AVX-512 read beyond the image and end
    // the process.
    return symmetric(pads) && pads.top() < rows && pads.left() < reach
        ? run(x, stride, new Shape(pads.top(), pads.left()))
        : run(padded(x, pads), stride, NO_PADDING);
  }

  private NDArray run(NDArray image, Size stride, Shape padding) {
    return ai.djl.nn.convolutional.Conv2d.conv2d(
            image, weight, bias, shape(stride), padding, shape(op.dilation()), op.groups())
        .singletonOrThrow();
  }

  /**
   * All that a window reads which fits in once only. With a stride in width and none in height, the
   * engine's kernels for AVX-512 answer wrongly there where one channel enters.
   */
  private static NDArray firstColumns(NDArray image, long count) {
    return image.get(new NDIndex().addAllDim(3).addSliceDim(0, count));
  }

  private static boolean symmetric(Pads pads) {
    return pads.top() == pads.bottom() && pads.left() == pads.right();
  }

  private static NDArray padded(NDArray x, Pads pads) {
    return pads.equals(Pads.NONE)
        ? x
        : x.pad(new Shape(pads.left(), pads.right(), pads.top(), pads.bottom()), 0);
  }

  /**
   * The pixels that a window of one pixel stops at. With a stride, the engine's own backward pass
   * writes beyond its memory where channels are few and odd, and the process ends some time later.
   */
  private static NDArray skipped(NDArray image, Size stride) {
    NDIndex pixels = new NDIndex().addAllDim(2);
    pixels.addSliceDim(0, image.getShape().get(2), stride.height());
    pixels.addSliceDim(0, image.getShape().get(3), stride.width());
    return image.get(pixels);
  }

  private static Shape shape(Size size) {
    return new Shape(size.height(), size.width());
  }
}
