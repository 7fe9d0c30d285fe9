package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Returns;
import org.jspecify.annotations.Nullable;

/** Layers that read a series step by step, by PyTorch's own. */
interface RecurrentRunner extends Recurrent.Visitor<NDArray>, RunnerScope {
  /** Between layers, of which there is one. */
  double NO_DROPOUT = 0;

  /** Whether gradients will be asked for, which cuDNN wants to know. */
  boolean training();

  @Override
  default NDArray lstm(Recurrent.Lstm op) {
    NDArray read = read(op);
    NDList weights = weights();
    boolean biased = weights.size() > 2;
    NDList states = new NDList(zeros(op), zeros(op));
    NDArrayEx engine = read.getNDArrayInternal();
    return given(
        op, engine.lstm(read, states, weights, biased, 1, NO_DROPOUT, training(), false, true));
  }

  @Override
  default NDArray gru(Recurrent.Gru op) {
    NDArray read = read(op);
    NDList weights = weights();
    boolean biased = weights.size() > 2;
    NDArrayEx engine = read.getNDArrayInternal();
    return given(
        op, engine.gru(read, zeros(op), weights, biased, 1, NO_DROPOUT, training(), false, true));
  }

  private NDArray read(Recurrent op) {
    return op.reverse() ? x().flip(1) : x();
  }

  private NDArray given(Recurrent op, NDList found) {
    if (op.returns() == Returns.LAST) {
      return found.get(1).squeeze(0);
    }
    return op.reverse() ? found.get(0).flip(1) : found.get(0);
  }

  private NDArray zeros(Recurrent op) {
    return x().getManager().zeros(new Shape(1, x().getShape().get(0), op.hidden()));
  }

  private NDList weights() {
    NDList weights =
        new NDList(constant(ConstantRole.WEIGHT), constant(ConstantRole.RECURRENT_WEIGHT));
    @Nullable NDArray bias = optional(ConstantRole.BIAS);
    @Nullable NDArray recurrentBias = optional(ConstantRole.RECURRENT_BIAS);
    if (bias != null && recurrentBias != null) {
      weights.add(bias);
      weights.add(recurrentBias);
    }
    return weights;
  }
}
