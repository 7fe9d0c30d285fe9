package io.edgeflow.train.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of one training step: each a fresh leaf on the parameter's own memory. A fresh
 * leaf takes its gradient over from the backward pass, where a lasting one would add to it and
 * would have to be cleared.
 */
final class StepParameters extends ParameterStore {
  private final NDManager step;
  private final Map<String, NDArray> leaves = new HashMap<>();

  StepParameters(NDManager step) {
    super(step, false);
    this.step = step;
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    return leaves.computeIfAbsent(parameter.getName(), name -> leaf(parameter));
  }

  /** Copies the gradient after the backward pass. */
  void gradient(String parameter, float[] target) {
    leaves.get(parameter).getGradient().toByteBuffer(true).asFloatBuffer().get(0, target);
  }

  private NDArray leaf(Parameter parameter) {
    NDArray leaf = parameter.getArray().stopGradient();
    leaf.attach(step);
    leaf.setRequiresGradient(true);
    return leaf;
  }
}
