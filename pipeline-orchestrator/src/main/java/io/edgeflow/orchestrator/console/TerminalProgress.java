package io.edgeflow.orchestrator.console;

import io.edgeflow.core.run.Progress;
import io.edgeflow.core.thread.DaemonThreads;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A line with bar, rate and time left for the task that began last; it vanishes when its task ends.
 * Painted by a thread of its own, so that a step costs its task an addition. Thread-safe.
 */
public final class TerminalProgress implements Progress {
  private static final long REFRESH_MS = 200;
  private static final String CLEAR = "\r\u001b[K";
  private static final String COLOUR = "\u001b[36m";
  private static final String RESET = "\u001b[0m";

  private final PrintStream out;
  private final IntSupplier columns;
  private final boolean coloured;
  private final List<Bar> open = new ArrayList<>();
  private @Nullable ScheduledExecutorService painter;
  private boolean shown;

  /** Lines on a stream whose terminal has some columns. */
  public TerminalProgress(PrintStream out, IntSupplier columns, boolean coloured) {
    this.out = out;
    this.columns = columns;
    this.coloured = coloured;
  }

  /**
   * The same stream for all that is not progress: what is printed there takes the place of a line
   * that is shown, which comes back below it.
   */
  public PrintStream beside() {
    OutputStream clearing =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            printBeside(bytes, offset, length);
          }

          @Override
          public void flush() {
            out.flush();
          }
        };
    return new PrintStream(clearing, true, StandardCharsets.UTF_8);
  }

  private synchronized void printBeside(byte[] bytes, int offset, int length) {
    if (shown) {
      out.print(CLEAR);
      shown = false;
    }
    out.write(bytes, offset, length);
  }

  @Override
  public synchronized Task start(String task, long total, String unit) {
    Bar bar = new Bar(task, total, unit);
    open.add(bar);
    if (painter == null) {
      painter = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("progress"));
      var unused =
          painter.scheduleWithFixedDelay(this::paint, 0, REFRESH_MS, TimeUnit.MILLISECONDS);
    }
    return bar;
  }

  private void paint() {
    int width = columns.getAsInt();
    synchronized (this) {
      if (!open.isEmpty()) {
        String line = open.get(open.size() - 1).line().of(width);
        out.print(CLEAR + (coloured ? COLOUR + line + RESET : line));
        out.flush();
        shown = true;
      }
    }
  }

  private synchronized void end(Bar bar) {
    if (open.remove(bar)) {
      out.print(CLEAR);
      out.flush();
      shown = false;
    }
    if (open.isEmpty() && painter != null) {
      painter.shutdownNow();
      painter = null;
    }
  }

  private final class Bar implements Task {
    private final String task;
    private final long total;
    private final String unit;
    private final long begun = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private volatile String note = "";

    private Bar(String task, long total, String unit) {
      this.task = task;
      this.total = total;
      this.unit = unit;
    }

    private ProgressLine line() {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
      return new ProgressLine(task, total, done.get(), skipped.get(), unit, note, elapsed);
    }

    @Override
    public void step(long units) {
      done.addAndGet(units);
    }

    @Override
    public void skip(long units) {
      done.addAndGet(units);
      skipped.addAndGet(units);
    }

    @Override
    public void note(String text) {
      note = text;
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
