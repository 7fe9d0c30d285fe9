package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.numeric.KeyedRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The numbers of a random graph. Every formula is exact in both languages: products of doubles,
 * rounded to a float once. Keys of a stream: graph, use, and the constant's place in the graph.
 */
public final class DrawnValues {
  static final long NODES = 0;
  private static final long CONSTANT = 1;
  private static final long BATCH = 2;
  private static final long SLOPE = 3;

  private DrawnValues() {}

  /** The batch of a graph in logical order. */
  static float[] batch(long graph, int size) {
    KeyedRandom random = KeyedRandom.of(graph, BATCH);
    return floats(size, i -> 2 * random.nextSymmetric());
  }

  /** A batch of whole numbers from 0 to below {@code count}. */
  static float[] ids(long graph, int size, int count) {
    KeyedRandom random = KeyedRandom.of(graph, BATCH);
    return floats(size, i -> Math.floor(random.nextDouble() * count));
  }

  /** What each output counts in the sum that gradients are taken of. */
  public static float[] slope(long graph, int size) {
    KeyedRandom random = KeyedRandom.of(graph, SLOPE);
    return floats(size, i -> random.nextSymmetric());
  }

  /** A constant; {@code place} counts the constants of a graph from 0. */
  static float[] constant(long graph, int place, ConstantRole role, int... dims) {
    KeyedRandom random = KeyedRandom.of(graph, CONSTANT, place);
    int size = IntStream.of(dims).reduce(1, Math::multiplyExact);
    return switch (role) {
      case WEIGHT, RECURRENT_WEIGHT -> weight(random, size / dims[0], size);
      case VARIANCE -> floats(size, i -> 0.5 + random.nextDouble());
      case GAMMA, OPERAND -> floats(size, i -> 1.5 * random.nextSymmetric());
      case SLOPE -> floats(size, i -> random.nextSymmetric());
      case BIAS, RECURRENT_BIAS, BETA, MEAN -> floats(size, i -> 0.25 * random.nextSymmetric());
    };
  }

  /** About as much going out as coming in; channels are of uneven size. */
  private static float[] weight(KeyedRandom random, int each, int size) {
    double deviation = Math.sqrt(3.0 / each);
    return floats(size, i -> random.nextSymmetric() * deviation * (0.75 + 0.25 * (i / each % 4)));
  }

  private static float[] floats(int size, IntToDoubleFunction value) {
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) value.applyAsDouble(i);
    }
    return floats;
  }
}
