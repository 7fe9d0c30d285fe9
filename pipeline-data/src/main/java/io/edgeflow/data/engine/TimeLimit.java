package io.edgeflow.data.engine;

import io.edgeflow.core.thread.Interrupts;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends work that takes too long, again and again until it is closed: work may begin anew. */
final class TimeLimit implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(50);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread watch;
  private volatile boolean over;

  private TimeLimit(Duration limit, Runnable end) {
    this.watch = new Thread(() -> watch(limit, end), "edgeflow-time-limit");
    watch.setDaemon(true);
  }

  static TimeLimit start(Duration limit, Runnable end) {
    TimeLimit time = new TimeLimit(limit, end);
    time.watch.start();
    return time;
  }

  private void watch(Duration limit, Runnable end) {
    for (Duration left = limit; !isDoneWithin(left); left = AGAIN) {
      over = true;
      end.run();
    }
  }

  private boolean isDoneWithin(Duration time) {
    try {
      return done.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while a query was watched");
    }
  }

  boolean isOver() {
    return over;
  }

  /** Nothing is ended any more once this returns. */
  @Override
  public void close() {
    done.countDown();
    try {
      watch.join();
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while a query ended");
    }
  }
}
