package io.edgeflow.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * A body that has to come at a pace: a byte now and then would hold a worker for ever. The sender's
 * time is what readers wait for it; what they do in between is not the sender's fault.
 */
final class PacedStream extends FilterInputStream {
  private final Duration grace;
  private long received;
  private long waitedNanos;

  PacedStream(InputStream in, Duration grace) {
    super(in);
    this.grace = grace;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    long begin = System.nanoTime();
    int n = super.read(buffer, from, length);
    waitedNanos += System.nanoTime() - begin;
    received += Math.max(n, 0);
    Duration allowed = grace.plusSeconds(received / ServerLimits.MIN_BYTES_A_SECOND);
    if (n >= 0 && waitedNanos > allowed.toNanos()) {
      throw new InterruptedIOException(
          "%d bytes in %d ms, at least %d a second are needed after the first %d ms"
              .formatted(
                  received,
                  waitedNanos / 1_000_000,
                  ServerLimits.MIN_BYTES_A_SECOND,
                  grace.toMillis()));
    }
    return n;
  }
}
