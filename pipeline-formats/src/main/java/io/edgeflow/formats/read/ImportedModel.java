package io.edgeflow.formats.read;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.quant.GivenQuantization;
import java.util.List;

/**
 * A model that was read from a file.
 *
 * @param graph in float; the weights of an 8-bit file are the values that its integers stand for,
 *     and its tensors' ranges those that their integers reach
 * @param inputs the file's own inputs, in the order of the graph's
 * @param outputs the file's own outputs, in the order of the graph's
 * @param quantization the integers and scales of an 8-bit file; {@link GivenQuantization#NONE} of
 *     one in floats
 * @param notes what a reader should know of how the file was understood, a sentence each
 */
public record ImportedModel(
    ModelGraph graph,
    List<ForeignTensor> inputs,
    List<ForeignTensor> outputs,
    GivenQuantization quantization,
    List<String> notes) {
  /** Copies the lists. */
  public ImportedModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    notes = List.copyOf(notes);
  }

  /**
   * A tensor as the file has it, and where its axes lie in the graph's.
   *
   * @param name in the file
   * @param type the file's word for its elements, for example {@code float32} or {@code int64}
   * @param sizes of its axes, {@link #BATCH} where the samples of a batch lie
   * @param axes for each of its axes the axis of the graph's tensor, -1 for one of size 1 that the
   *     graph's has not; the batch is the graph's axis 0
   */
  public record ForeignTensor(String name, String type, List<Integer> sizes, List<Integer> axes) {
    /** The size of an axis along which the samples of a batch lie. */
    public static final int BATCH = -1;

    /** Copies the lists. */
    public ForeignTensor {
      sizes = List.copyOf(sizes);
      axes = List.copyOf(axes);
      if (sizes.size() != axes.size()) {
        throw new IllegalArgumentException(sizes + " are not the sizes of the axes " + axes);
      }
    }
  }
}
