package io.edgeflow.formats.convert;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.AxisOrder;
import io.edgeflow.formats.layout.Features;
import io.edgeflow.formats.layout.ForeignType;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one input of a model takes, made of rows in any layout that their shape leaves no doubt of:
 * the file's own, the graph's (channels first) or memory's (channels last).
 */
public final class InputRows {
  private final String name;
  private final int[] logical;
  private final ForeignTensor foreign;
  private final Normalization normalization;

  /**
   * Of one input of a model.
   *
   * @param index of the input
   * @throws PipelineException if the normalization has another number of channels
   */
  public InputRows(ImportedModel model, int index, Normalization normalization) {
    Signature.Input input = model.graph().signature().inputs().get(index);
    int[] all = input.shape().resolve(1, 1);
    this.logical = Arrays.copyOfRange(all, 1, all.length);
    this.foreign = model.inputs().get(index);
    this.name = foreign.name();
    this.normalization = normalization;
    normalization.requireChannels(channels(), name);
  }

  /** The name of the input in the model file. */
  public String name() {
    return name;
  }

  /** The number of values of one sample. */
  public int size() {
    return Arrays.stream(logical).reduce(1, Math::multiplyExact);
  }

  /** The channels of an image, the features of a series or a vector: what lies last in memory. */
  public int channels() {
    int[] sample = sample();
    return sample.length == 0 ? 1 : sample[sample.length - 1];
  }

  /** The sizes of one sample in memory: of an image {@code [height, width, channels]}. */
  public int[] sample() {
    return Features.channelsLast(logical);
  }

  /**
   * How a row lies whose shape is known.
   *
   * @param row its sizes, without the axis that counts rows
   * @param where the file, for errors
   * @throws PipelineException if none of the layouts fits, or several do that differ
   */
  Layout layout(List<Integer> row, Object where) {
    Set<List<Integer>> orders = new LinkedHashSet<>();
    for (List<Integer> axes : candidates()) {
      if (sizes(axes).equals(row)) {
        orders.add(axes.stream().filter(axis -> axis > 0 && logical[axis - 1] > 1).toList());
      }
    }
    if (orders.size() != 1) {
      boolean none = orders.isEmpty();
      throw PipelineException.failed(
              none
                  ? "The rows do not fit the input"
                  : "The shape of the rows leaves open how they lie")
          .found("rows of shape " + row)
          .limit(
              "input "
                  + name
                  + " takes "
                  + candidates().stream()
                      .map(this::sizes)
                      .map(Object::toString)
                      .distinct()
                      .collect(Collectors.joining(" or ")))
          .where(where)
          .remedy(
              none
                  ? "save an array whose first axis counts the rows, each of such a shape"
                  : "give a folder of images, whose channels lie last")
          .build();
    }
    List<Integer> axes = new ArrayList<>(orders.iterator().next());
    // What has size 1 lies anywhere.
    IntStream.rangeClosed(1, logical.length).filter(a -> logical[a - 1] == 1).forEach(axes::add);
    return new Layout(AxisOrder.places(logical, axes));
  }

  /** Of each way that a row may lie the graph's axis for each of its own, -1 for one of size 1. */
  private List<List<Integer>> candidates() {
    List<Integer> own = new ArrayList<>();
    List<Integer> squeezed = new ArrayList<>();
    for (int axis : foreign.axes()) {
      if (axis != 0) {
        own.add(axis);
      }
      if (axis > 0) {
        squeezed.add(axis);
      }
    }
    List<Integer> graph = IntStream.rangeClosed(1, logical.length).boxed().toList();
    return List.of(own, squeezed, graph, AxisOrder.inMemory(logical));
  }

  private List<Integer> sizes(List<Integer> axes) {
    return axes.stream().map(axis -> axis < 1 ? 1 : logical[axis - 1]).toList();
  }

  /**
   * Normalizes one sample in place, and checks it.
   *
   * @param sample in the order of memory
   * @param pixels whether its values are 0 to 255
   * @param where the file and the row, for errors
   * @throws PipelineException if a value is not finite
   */
  public void finish(float[] sample, boolean pixels, Object where) {
    normalization.apply(sample, pixels);
    for (float value : sample) {
      if (!Float.isFinite(value)) {
        throw PipelineException.failed("A value of a row is not finite")
            .found(value)
            .where(where)
            .remedy("leave the row out, or mend it")
            .build();
      }
    }
  }

  /** Samples, in the order of memory, as one batch. */
  public Tensor batch(List<float[]> samples) {
    int size = size();
    float[] values = new float[Math.multiplyExact(samples.size(), size)];
    for (int i = 0; i < samples.size(); i++) {
      System.arraycopy(samples.get(i), 0, values, i * size, size);
    }
    int[] dims = IntStream.concat(IntStream.of(samples.size()), Arrays.stream(sample())).toArray();
    return Tensor.of(dims, values);
  }

  /** How rows of one shape lie. */
  final class Layout {
    private final int[] stored;
    private final int[] memory = AxisOrder.places(logical, AxisOrder.inMemory(logical));

    private Layout(int[] stored) {
      this.stored = stored;
    }

    /** One sample, in the order of memory, of elements that begin at {@code from}. */
    float[] sample(ByteBuffer elements, ElementType type, int from, Object where) {
      ForeignType numbers = ForeignType.valueOf(type.name());
      float[] sample = new float[stored.length];
      for (int i = 0; i < stored.length; i++) {
        sample[memory[i]] = numbers.get(elements, from + stored[i]);
      }
      finish(sample, type == ElementType.UINT8, where);
      return sample;
    }
  }
}
