package io.edgeflow.data.source;

import io.edgeflow.core.run.RunContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Passes on so many bytes and no more, as long as the run goes on. */
final class BoundedInput extends FilterInputStream {
  private final Supplier<RuntimeException> tooLarge;
  private final RunContext context;
  private long left;

  BoundedInput(InputStream in, long most, Supplier<RuntimeException> tooLarge, RunContext context) {
    super(in);
    this.left = most;
    this.tooLarge = tooLarge;
    this.context = context;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    spend(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    context.check();
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
