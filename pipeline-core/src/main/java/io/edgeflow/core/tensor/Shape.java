package io.edgeflow.core.tensor;

import io.edgeflow.core.tensor.Dimension.Batch;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Dimension.Time;
import java.util.ArrayList;
import java.util.List;

/** The symbolic shape of a tensor in a graph, for example {@code [batch, 1, 32, 32]}. */
public record Shape(List<Dimension> dimensions) {
  /** Copies the dimensions. */
  public Shape {
    dimensions = List.copyOf(dimensions);
  }

  /** A shape of known sizes. */
  public static Shape of(int... sizes) {
    return build(List.of(), sizes);
  }

  /** A shape that starts with the batch. */
  public static Shape batchOf(int... sizes) {
    return build(List.of(new Batch()), sizes);
  }

  /**
   * Reads the form that {@link #toJson()} gives: numbers, {@code "batch"}, {@code "time"}.
   *
   * @throws IllegalArgumentException if a part is none of these; a fraction is not rounded
   */
  public static Shape fromJson(List<?> parts) {
    List<Dimension> dimensions = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Integer size) {
        dimensions.add(new Fixed(size));
      } else if ("batch".equals(part)) {
        dimensions.add(new Batch());
      } else if ("time".equals(part)) {
        dimensions.add(new Time());
      } else {
        throw new IllegalArgumentException("Not a dimension: " + part);
      }
    }
    return new Shape(dimensions);
  }

  /** The shape as JSON parts. */
  public List<Object> toJson() {
    return dimensions.stream()
        .<Object>map(d -> d instanceof Fixed fixed ? fixed.size() : d.toString())
        .toList();
  }

  /** The number of dimensions. */
  public int rank() {
    return dimensions.size();
  }

  /** The size of a fixed dimension. */
  public int fixed(int axis) {
    if (dimensions.get(axis) instanceof Fixed fixed) {
      return fixed.size();
    }
    throw new IllegalArgumentException("Dimension " + axis + " of " + this + " is not fixed");
  }

  /** The sizes with batch and time replaced. */
  public int[] resolve(int batch, int time) {
    return dimensions.stream()
        .mapToInt(d -> d instanceof Fixed f ? f.size() : d instanceof Batch ? batch : time)
        .toArray();
  }

  /**
   * The elements of one sample: the product of all dimensions but the batch.
   *
   * @throws IllegalArgumentException if a dimension is the time, whose steps are not known here
   */
  public int elementsPerSample() {
    int product = 1;
    for (int axis = 0; axis < rank(); axis++) {
      if (!(dimensions.get(axis) instanceof Batch)) {
        product = Math.multiplyExact(product, fixed(axis));
      }
    }
    return product;
  }

  @Override
  public String toString() {
    return dimensions.toString();
  }

  private static Shape build(List<Dimension> first, int... sizes) {
    List<Dimension> dimensions = new ArrayList<>(first);
    for (int size : sizes) {
      dimensions.add(new Fixed(size));
    }
    return new Shape(dimensions);
  }
}
