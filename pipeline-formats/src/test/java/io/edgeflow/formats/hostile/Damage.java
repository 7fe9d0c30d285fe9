package io.edgeflow.formats.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damage to bytes that knows nothing of what they mean. */
public final class Damage {
  /** Numbers at the edges of what readers count, and the size that stands for a batch. */
  public static final List<Long> EDGES =
      List.of(
          0L,
          1L,
          -1L,
          2L,
          3L,
          7L,
          127L,
          128L,
          255L,
          256L,
          32_767L,
          65_535L,
          65_536L,
          1_000_003L,
          1L << 24,
          0x7fff_ffffL,
          0x8000_0000L,
          0xffff_ffffL,
          1L << 32,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          2_000_006L,
          0x7fff_fff8L);

  private Damage() {}

  /** The file with one to four places damaged; {@code other} lends parts. */
  public static byte[] of(byte[] file, byte[] other, SplittableRandom random) {
    byte[] damaged = file;
    for (int n = 1 + random.nextInt(4); n > 0 && damaged.length > 8; n--) {
      damaged = once(damaged, other, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] file, byte[] other, SplittableRandom random) {
    int from = random.nextInt(file.length);
    int length = 1 + random.nextInt(Math.min(random.nextBoolean() ? 16 : 512, file.length - from));
    byte[] part = Arrays.copyOfRange(file, from, from + length);
    byte[] copy = file.clone();
    switch (random.nextInt(9)) {
      case 0 -> copy[from] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[from] = (byte) (long) edge(random);
      case 2 -> number(copy, from, random);
      case 3 -> {
        return Arrays.copyOf(file, from);
      }
      case 4 -> {
        return spliced(file, from, from + length, new byte[0]);
      }
      case 5 -> {
        return spliced(file, from, from, part);
      }
      case 6 -> {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return spliced(file, from, from, noise);
      }
      case 7 -> {
        int there = random.nextInt(file.length - length + 1);
        System.arraycopy(file, there, copy, from, Math.min(length, copy.length - from));
        System.arraycopy(part, 0, copy, there, length);
      }
      default -> {
        int there = random.nextInt(other.length);
        byte[] lent = Arrays.copyOfRange(other, there, Math.min(there + length, other.length));
        return spliced(file, from, from + length, lent);
      }
    }
    return copy;
  }

  private static void number(byte[] file, int at, SplittableRandom random) {
    if (at + Integer.BYTES <= file.length) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) (long) edge(random));
    }
  }

  private static byte[] spliced(byte[] file, int from, int to, byte[] part) {
    ByteBuffer out = ByteBuffer.allocate(file.length - (to - from) + part.length);
    return out.put(file, 0, from).put(part).put(file, to, file.length - to).array();
  }

  /** One of {@link #EDGES}. */
  public static Long edge(SplittableRandom random) {
    return EDGES.get(random.nextInt(EDGES.size()));
  }
}
