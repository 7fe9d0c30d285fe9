package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;

/** The pixels of an image set apart by a stride, with the zeros around that a kernel reaches. */
final class SetApart {
  private SetApart() {}

  static NDArray of(NDArray x, ConvTranspose2d op, Shape weight) {
    long high = op.stride().height();
    long wide = op.stride().width();
    Shape shape = x.getShape();
    NDArray apart =
        x.reshape(shape.get(0), shape.get(1), shape.get(2), 1, shape.get(3), 1)
            .pad(new Shape(0, wide - 1, 0, 0, 0, high - 1), 0)
            .reshape(shape.get(0), shape.get(1), shape.get(2) * high, shape.get(3) * wide);
    long rows = (weight.get(2) - 1) * op.dilation().height();
    long columns = (weight.get(3) - 1) * op.dilation().width();
    long top = rows - op.pads().top();
    long left = columns - op.pads().left();
    // Behind the last pixel there are a stride's zeros already.
    long bottom = rows - op.pads().bottom() + op.outputPads().bottom() - (high - 1);
    long right = columns - op.pads().right() + op.outputPads().right() - (wide - 1);
    return cut(
        apart.pad(
            new Shape(Math.max(0, left), Math.max(0, right), Math.max(0, top), Math.max(0, bottom)),
            0),
        -Math.min(0, top),
        -Math.min(0, left),
        -Math.min(0, bottom),
        -Math.min(0, right));
  }

  private static NDArray cut(NDArray image, long top, long left, long bottom, long right) {
    long height = image.getShape().get(2);
    long width = image.getShape().get(3);
    return top + left + bottom + right == 0
        ? image
        : image.get(
            new NDIndex()
                .addAllDim(2)
                .addSliceDim(top, height - bottom)
                .addSliceDim(left, width - right));
  }
}
