package io.edgeflow.http;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The room for bodies in memory that all requests of a server share. Thread-safe. */
final class BodyMemory {
  private static final int UNIT_BYTES = 1024;

  private final int units;
  private final Duration patience;
  private final Semaphore free;

  BodyMemory(int bytes, Duration patience) {
    this.units = units(bytes);
    this.patience = patience;
    this.free = new Semaphore(units, true);
  }

  /** There is no room. */
  static final class Full extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private Full(String message) {
      super(message);
    }
  }

  Share share() {
    return new Share();
  }

  private static int units(int bytes) {
    return Math.max(0, bytes - 1) / UNIT_BYTES + 1;
  }

  /** What one request holds. */
  final class Share implements AutoCloseable {
    private int held;

    private Share() {}

    /** Waits for room, once. */
    void take(int bytes) throws IOException, InterruptedException {
      int wanted = units(bytes);
      if (wanted > units || !free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Full("no room for " + bytes + " bytes beside other bodies");
      }
      held += wanted;
    }

    @Override
    public void close() {
      free.release(held);
      held = 0;
    }
  }
}
