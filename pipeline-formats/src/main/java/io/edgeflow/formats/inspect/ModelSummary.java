package io.edgeflow.formats.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model file holds. Shapes are lists of sizes with the word {@code batch} where the samples
 * of a batch lie; counts and memory are of one sample.
 *
 * @param file its path, as it was given
 * @param format {@code graph}, {@code onnx} or {@code tflite}
 * @param model the model's name
 * @param fileBytes size of the file, with those of weights beside it
 * @param inputs what the file takes, in its own layout
 * @param outputs what it gives, in its own layout
 * @param layers in the order in which they are computed
 * @param totals over all layers
 * @param peak where the most activations are held at once
 * @param notes how the file was understood, a sentence each
 */
public record ModelSummary(
    String file,
    String format,
    String model,
    long fileBytes,
    List<Port> inputs,
    List<Port> outputs,
    List<Layer> layers,
    Totals totals,
    PeakMemory peak,
    List<String> notes) {
  /** Copies the lists. */
  public ModelSummary {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }

  /**
   * An input or output.
   *
   * @param type the file's word for its elements, for example {@code float32}
   * @param labels what the numbers of an output are called; empty where the file does not say
   * @param quantization of 8-bit integers; null for others
   */
  public record Port(
      String name,
      String type,
      List<Object> shape,
      List<String> labels,
      @Nullable Quantization quantization) {
    /** Copies the lists. */
    public Port {
      shape = List.copyOf(shape);
      labels = List.copyOf(labels);
    }
  }

  /**
   * How integers stand for reals: {@code real = scale * (integer - zeroPoint)}.
   *
   * @param scale positive
   */
  public record Quantization(float scale, int zeroPoint) {}

  /**
   * An operator of the graph.
   *
   * @param operator for example {@code Conv2d}
   * @param shape of its output, channels-first
   * @param parameters elements of its constants
   * @param macs multiply-accumulates
   * @param numbers what it computes: {@code float32} or {@code int8}
   * @param weights how its weight is stored, for example {@code int8 per channel}; empty without
   * @param output scale and zero point of its output; null for floats
   * @param bytes of its constants in the file
   * @param share of the file's bytes, 0 to 1
   */
  public record Layer(
      String name,
      String operator,
      List<Object> shape,
      long parameters,
      long macs,
      String numbers,
      String weights,
      @Nullable Quantization output,
      long bytes,
      double share) {
    /** Copies the shape. */
    public Layer {
      shape = List.copyOf(shape);
    }
  }

  /**
   * Sums over the layers.
   *
   * @param weightBytes of all constants in the file; the rest of it is structure
   * @param floatIslands the layers of an 8-bit file that are computed in floats; empty for others
   */
  public record Totals(long parameters, long macs, long weightBytes, List<String> floatIslands) {
    /** Copies the list. */
    public Totals {
      floatIslands = List.copyOf(floatIslands);
    }
  }

  /**
   * The most bytes of activations that are needed at once, by liveness over the layers in their
   * order: an input or output of a layer is held until its last reader is done. What works element
   * by element, or only renames axes, writes over an input that nobody reads afterwards.
   *
   * @param layer at which
   * @param held the tensors that are held there
   */
  public record PeakMemory(long bytes, String layer, List<String> held) {
    /** Copies the list. */
    public PeakMemory {
      held = List.copyOf(held);
    }
  }
}
