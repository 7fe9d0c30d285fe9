package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.Arranger;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.GraphAssembler;
import io.edgeflow.formats.read.Viewed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A file that is being read: what is known of its tensors so far, and the graph in the making. */
final class Reading {
  private final TfliteModel model;
  private final GraphAssembler graph;
  private final Arranger arranger;
  private final Folding folding;
  private final Given given = new Given();
  private final Map<Integer, Viewed> views = new HashMap<>();
  private final Map<Integer, StoredConstant> constants = new HashMap<>();
  private final boolean resized;
  private int batch = 1;

  /**
   * @param resized whether the sizes in the file are not those that it is read with
   */
  Reading(TfliteModel model, String name, boolean resized) {
    this.model = model;
    this.graph = new GraphAssembler(name);
    this.arranger = new Arranger(graph);
    this.folding = Folding.ofFile(model.bytes());
    this.resized = resized;
  }

  TfliteModel model() {
    return model;
  }

  GraphAssembler graph() {
    return graph;
  }

  Arranger arranger() {
    return arranger;
  }

  Folding folding() {
    return folding;
  }

  Given given() {
    return given;
  }

  /** How many samples the sizes in the file are for. */
  int batch() {
    return batch;
  }

  void batch(int samples) {
    batch = samples;
  }

  void put(FileTensor tensor, Viewed view) {
    requireSizes(tensor, view);
    views.put(tensor.index(), view);
  }

  void put(FileTensor tensor, StoredConstant constant) {
    constants.put(tensor.index(), constant);
  }

  /** What a tensor is a view of; empty for a constant. */
  Optional<Viewed> view(FileTensor tensor) {
    return Optional.ofNullable(views.get(tensor.index()));
  }

  /** The numbers of a constant; empty for what is computed. */
  Optional<StoredConstant> constant(FileTensor tensor) {
    return tensor.constant()
        ? Optional.of(constants.computeIfAbsent(tensor.index(), i -> stored(tensor)))
        : Optional.ofNullable(constants.get(tensor.index()));
  }

  private StoredConstant stored(FileTensor tensor) {
    ElementType type =
        TensorTypes.of(tensor.type())
            .orElseThrow(
                () ->
                    PipelineException.failed("A constant of a type that is not read")
                        .found(tensor.word())
                        .where(model.where() + ", " + tensor.label())
                        .build());
    int[] dims = tensor.sizes().stream().mapToInt(Integer::intValue).toArray();
    Tensor stored = Tensor.wrap(type, dims, Objects.requireNonNull(tensor.data()));
    return new StoredConstant(tensor.name(), FoldedTensor.of(stored), tensor.steps());
  }

  /** Whether the file says of a tensor what its operator gives. */
  private void requireSizes(FileTensor tensor, Viewed view) {
    if (tensor.sizes().isEmpty() || resized) {
      return;
    }
    List<Long> found =
        arranger.sizes(view).stream()
            .map(s -> s % GraphAssembler.BATCH == 0 ? s / GraphAssembler.BATCH * batch : s)
            .toList();
    boolean fits = found.size() == tensor.sizes().size();
    for (int axis = 0; fits && axis < found.size(); axis++) {
      fits = tensor.open().get(axis) || found.get(axis) == (long) tensor.sizes().get(axis);
    }
    if (!fits) {
      throw TfliteModel.damaged(
          model.where(),
          "%s of %s, where its operator gives %s".formatted(tensor.label(), tensor.sizes(), found));
    }
  }
}
