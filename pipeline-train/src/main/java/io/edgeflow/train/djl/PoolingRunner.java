package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.graph.op.PaddedMean;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operators that summarize windows. */
interface PoolingRunner extends Pooling.Visitor<NDArray>, RunnerScope {
  /** No zeros around. */
  Shape NO_PADDING = new Shape(0, 0);

  @Override
  default NDArray maxPool2d(Pooling.MaxPool2d op) {
    Pads pads = pads(op);
    // What the engine pads itself, with the lowest number.
    boolean even =
        pads.top() == pads.bottom()
            && pads.left() == pads.right()
            && 2 * pads.top() <= op.kernel().height()
            && 2 * pads.left() <= op.kernel().width();
    return even
        ? Pool.maxPool2d(
            x(), shape(op.kernel()), shape(op.stride()), new Shape(pads.top(), pads.left()), false)
        : Pool.maxPool2d(
            padded(pads, op.padding()), shape(op.kernel()), shape(op.stride()), NO_PADDING, false);
  }

  /** Means over whole windows, with zeros around, are multiplied by what makes up for these. */
  @Override
  default NDArray avgPool2d(Pooling.AvgPool2d op) {
    NDArray means =
        Pool.avgPool2d(
            padded(pads(op), 0), shape(op.kernel()), shape(op.stride()), NO_PADDING, false, true);
    Optional<PaddedMean> mean = op.paddedMean(image()).filter(m -> !m.whole());
    if (mean.isEmpty()) {
      return means;
    }
    Shape sizes = new Shape(1, 1, means.getShape().get(2), means.getShape().get(3));
    return means.mul(x().getManager().create(mean.get().factors(), sizes));
  }

  @Override
  default NDArray globalAvgPool(Pooling.GlobalAvgPool op) {
    // The engine's mean takes one axis only.
    Shape image = new Shape(x().getShape().get(2), x().getShape().get(3));
    return Pool.avgPool2d(x(), image, image, NO_PADDING, false, true);
  }

  private Pads pads(Pooling.Windowed op) {
    return op.window(image()).orElseThrow().pads();
  }

  private NDArray padded(Pads pads, float value) {
    return pads.equals(Pads.NONE)
        ? x()
        : x().pad(new Shape(pads.left(), pads.right(), pads.top(), pads.bottom()), value);
  }

  private Operands image() {
    Shape x = x().getShape();
    int[] sizes = {(int) x.get(1), (int) x.get(2), (int) x.get(3)};
    return new Operands("pooling", List.of(io.edgeflow.core.tensor.Shape.batchOf(sizes)), Map.of());
  }

  private static Shape shape(Size size) {
    return new Shape(size.height(), size.width());
  }
}
