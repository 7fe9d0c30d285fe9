package io.edgeflow.formats.hostile;

import com.sun.management.ThreadMXBean;
import io.edgeflow.core.error.PipelineException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a file that may be hostile, and tells what is wrong with how that went. */
public final class Attempt {
  /** What a reader may allocate beside so many times the file: heap and direct memory together. */
  static final long FREE = 16L << 20;

  static final int TIMES = 512;

  /** Of the processor, so that a busy machine does not matter. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final BufferPoolMXBean DIRECT =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .findFirst()
          .orElseThrow();

  private int refused;
  private double most;

  /** How many files were refused. */
  public int refused() {
    return refused;
  }

  /** The largest share of what may be allocated that a file took. */
  public double most() {
    return most;
  }

  /**
   * Reads a file.
   *
   * @return empty if the reader gave a model, or refused it by its one error, within bounds
   */
  public Optional<String> fault(Consumer<Path> reader, Path file, long bytes) {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long direct = DIRECT.getTotalCapacity();
    long heap = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    Throwable thrown = null;
    try {
      reader.accept(file);
    } catch (Throwable e) {
      thrown = e;
    }
    long allocated =
        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId())
            - heap
            + Math.max(0, DIRECT.getTotalCapacity() - direct);
    Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu);
    return judged(file, thrown, allocated, FREE + TIMES * bytes, took);
  }

  private Optional<String> judged(
      Path file, Throwable thrown, long allocated, long limit, Duration took) {
    most = Math.max(most, (double) allocated / limit);
    if (allocated > limit) {
      return Optional.of("allocated %d bytes, limit %d".formatted(allocated, limit));
    }
    if (took.compareTo(LONGEST) > 0) {
      return Optional.of("took " + took);
    }
    if (thrown == null) {
      return Optional.empty();
    }
    refused++;
    if (!(thrown instanceof PipelineException)) {
      return Optional.of(trace(thrown));
    }
    return String.valueOf(thrown.getMessage()).contains(file.toString())
        ? Optional.empty()
        : Optional.of("does not name the file: " + thrown.getMessage());
  }

  private static String trace(Throwable thrown) {
    StackTraceElement[] places = thrown.getStackTrace();
    StringBuilder text = new StringBuilder(thrown.toString());
    for (int i = 0; i < Math.min(8, places.length); i++) {
      text.append("\n    at ").append(places[i]);
    }
    return text.toString();
  }
}
