package io.edgeflow.formats.weight;

import io.edgeflow.core.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The weight of one convolution or Linear in a model file.
 *
 * @param name the graph's node and {@code .weight}, for example {@code conv1.weight}
 * @param zeros how many of its elements are exactly zero
 * @param size how many elements it has
 */
public record StoredWeight(String name, long zeros, long size) {
  private static final int HALF_MAGNITUDE = 0x7fff;

  /**
   * Counts.
   *
   * @param type FLOAT32, FLOAT16, or integers of 8 bits
   * @param content the elements, little-endian
   */
  public static StoredWeight of(String name, ElementType type, ByteBuffer content) {
    ByteBuffer data = content.slice().order(ByteOrder.LITTLE_ENDIAN);
    int size = data.remaining() / type.bytes();
    long zeros = 0;
    for (int i = 0; i < size; i++) {
      boolean zero =
          switch (type) {
            case FLOAT32 -> data.getFloat() == 0;
            case FLOAT16 -> (data.getShort() & HALF_MAGNITUDE) == 0;
            default -> data.get() == 0;
          };
      zeros += zero ? 1 : 0;
    }
    return new StoredWeight(name, zeros, size);
  }
}
