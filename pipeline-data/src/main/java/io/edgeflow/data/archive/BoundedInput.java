package io.edgeflow.data.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Passes on so many bytes and no more: what is compressed may hold a thousand times its size. */
public final class BoundedInput extends FilterInputStream {
  private final Supplier<RuntimeException> tooLarge;
  private final Runnable check;
  private long left;

  /** At most so many bytes. */
  BoundedInput(InputStream in, long most, Supplier<RuntimeException> tooLarge) {
    this(in, most, tooLarge, () -> {});
  }

  /**
   * At most so many bytes.
   *
   * @param tooLarge what is thrown at one more
   * @param check throws when the run is over; asked before each read of many bytes
   */
  public BoundedInput(
      InputStream in, long most, Supplier<RuntimeException> tooLarge, Runnable check) {
    super(in);
    this.left = most;
    this.tooLarge = tooLarge;
    this.check = check;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    spend(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    check.run();
    int count = super.read(bytes, from, length);
    spend(Math.max(0, count));
    return count;
  }

  private void spend(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw tooLarge.get();
    }
  }
}
