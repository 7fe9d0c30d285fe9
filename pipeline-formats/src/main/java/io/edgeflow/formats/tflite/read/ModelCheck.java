package io.edgeflow.formats.tflite.read;

import java.util.HashSet;
import java.util.Set;

/** Whether the operators of a file follow one another. */
final class ModelCheck {
  /** How many bytes of constants there are at most for each of the file's. */
  private static final int MOST_SHARED = 16;

  private final TfliteModel model;
  private final Set<Integer> known = new HashSet<>();

  ModelCheck(TfliteModel model) {
    this.model = model;
  }

  void check() {
    require(!model.inputs().isEmpty(), "no input");
    require(!model.outputs().isEmpty(), "no output");
    long constants = 0;
    for (FileTensor tensor : model.tensors()) {
      constants += tensor.data() == null ? 0 : tensor.data().remaining();
      if (tensor.constant() || tensor.variable()) {
        known.add(tensor.index());
      }
    }
    require(
        constants <= MOST_SHARED * model.bytes(), "constants of more bytes than a file can share");
    for (int input : model.inputs()) {
      requireTensor(input);
      require(known.add(input), "an input that has its numbers already: tensor " + input);
    }
    model.operators().forEach(this::check);
    for (int output : model.outputs()) {
      requireTensor(output);
      require(known.contains(output), "an output that nothing gives: tensor " + output);
    }
  }

  private void check(FileOperator operator) {
    String label = operator.kind() + ", operator " + operator.index() + ",";
    for (int input : operator.inputs()) {
      if (input != FileOperator.ABSENT) {
        requireTensor(input);
        require(known.contains(input), label + " reads tensor " + input + " before it is computed");
      }
    }
    require(!operator.outputs().isEmpty(), label + " gives nothing");
    for (int output : operator.outputs()) {
      requireTensor(output);
      require(known.add(output), label + " gives tensor " + output + " again");
    }
  }

  private void requireTensor(int index) {
    require(
        index >= 0 && index < model.tensors().size(),
        "a tensor numbered " + index + " of " + model.tensors().size());
  }

  private void require(boolean holds, String found) {
    if (!holds) {
      throw TfliteModel.damaged(model.where(), found);
    }
  }
}
