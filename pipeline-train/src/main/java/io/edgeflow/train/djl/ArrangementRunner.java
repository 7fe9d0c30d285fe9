package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.UnitAxis;
import java.util.List;
import java.util.stream.IntStream;

/** Executes the operators that move values. */
interface ArrangementRunner extends Arrangement.Visitor<NDArray>, RunnerScope {
  /** Whether the output keeps the order of a channels-last image. */
  boolean inMemoryOrder();

  @Override
  default NDArray flatten(Arrangement.Flatten op) {
    return flat();
  }

  @Override
  default NDArray reshape(Arrangement.Reshape op) {
    return inMemoryOrder()
        ? flat()
        : x().reshape(new Shape(x().getShape().get(0)).addAll(sizes(op.sizes())));
  }

  @Override
  default NDArray transpose(Arrangement.Transpose op) {
    return x().transpose(axes(op.permutation()));
  }

  @Override
  default NDArray pad(Arrangement.Pad op) {
    int axes = op.before().size();
    long[] amounts = new long[2 * axes];
    for (int i = 0; i < axes; i++) {
      amounts[2 * i] = op.before().get(axes - 1 - i);
      amounts[2 * i + 1] = op.after().get(axes - 1 - i);
    }
    return x().pad(new Shape(amounts), op.constant());
  }

  @Override
  default NDArray concat(Arrangement.Concat op) {
    return NDArrays.concat(new NDList(data()), op.axis());
  }

  @Override
  default NDArray squeeze(UnitAxis.Squeeze op) {
    return x().squeeze(axes(op.at()));
  }

  @Override
  default NDArray unsqueeze(UnitAxis.Unsqueeze op) {
    NDArray x = x();
    for (int axis : op.at()) {
      x = x.expandDims(axis);
    }
    return x;
  }

  /** All but the batch in one axis, as the image lies in memory or in logical order. */
  private NDArray flat() {
    NDArray x = x();
    int rank = x.getShape().dimension();
    int[] channelsLast =
        IntStream.range(0, rank)
            .map(place -> place == 0 ? 0 : place == rank - 1 ? 1 : place + 1)
            .toArray();
    NDArray ordered = inMemoryOrder() ? x.transpose(channelsLast) : x;
    return ordered.reshape(x.getShape().get(0), -1);
  }

  private static int[] axes(List<Integer> axes) {
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Shape sizes(List<Integer> sizes) {
    return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
  }
}
