package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.numeric.KeyedRandom;

/**
 * What a layer's dropout lets through in one step (Srivastava et al. 2014), a function of seed,
 * step and layer alone: the engine's own generator is one for the whole process and cannot be kept,
 * so that a training could not go on where it ended.
 *
 * @param layer the node's place in the graph
 */
record DropoutMask(Step step, int layer) {
  private static final long LOW = 0xFFFF_FFFFL;
  private static final double RANGE = 0x1.0p32;

  /**
   * Each element of an array is 0 at the given rate, and else enlarged so that the mean stays.
   *
   * @param rate below 1
   */
  NDArray appliedTo(NDArray x, float rate) {
    Shape shape = x.getShape();
    float[] values = values(Math.toIntExact(shape.size()), rate);
    if (shape.dimension() != 4) {
      return x.mul(x.getManager().create(values, shape));
    }
    // An image lies channels-last: so does its mask.
    Shape stored = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
    return x.mul(x.getManager().create(values, stored).transpose(0, 3, 1, 2));
  }

  /** Two elements of each 64 bits; the rate is met to within 2^-32. */
  private float[] values(int size, float rate) {
    long key = KeyedRandom.of(KeyedRandom.Use.DROPOUT, step.seed(), layer).nextLong();
    KeyedRandom random = KeyedRandom.of(key, step.number());
    long dropped = Math.round(rate * RANGE);
    float kept = 1 / (1 - rate);
    float[] values = new float[size];
    for (int i = 0; i < size; i += 2) {
      long bits = random.nextLong();
      values[i] = (bits & LOW) < dropped ? 0 : kept;
      if (i + 1 < size) {
        values[i + 1] = (bits >>> 32) < dropped ? 0 : kept;
      }
    }
    return values;
  }
}
