package io.edgeflow.orchestrator.console;

import io.edgeflow.core.run.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Progress where nothing can be painted over: a log, a pipe, a notebook. A task that takes long
 * prints a line of plain text now and then, at most one for each twentieth of its way; a short one
 * prints nothing. Thread-safe.
 */
public final class PlainProgress implements Progress {
  private static final int MOST_LINES = 20;
  private static final Duration APART = Duration.ofSeconds(5);

  private final PrintStream out;
  private final LongSupplier nanos;

  /** Lines on a stream. */
  public PlainProgress(PrintStream out) {
    this(out, System::nanoTime);
  }

  PlainProgress(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  /** What suits this process: a line that is painted over on a terminal, else plain lines. */
  public static Progress ofProcess() {
    Map<String, String> environment = System.getenv();
    return Style.onTerminal(environment)
        ? new TerminalProgress(
            System.err,
            new TerminalWidth(environment),
            environment.getOrDefault("NO_COLOR", "").isEmpty())
        : new PlainProgress(System.err);
  }

  @Override
  public Task start(String task, long total, String unit) {
    return new Lines(task, total, unit);
  }

  private final class Lines implements Task {
    private final String task;
    private final long total;
    private final String unit;
    private final long begun = nanos.getAsLong();
    private long printed = begun;
    private long done;
    private long skipped;
    private long twentieth;
    private String note = "";

    private Lines(String task, long total, String unit) {
      this.task = task;
      this.total = total;
      this.unit = unit;
    }

    @Override
    public synchronized void step(long units) {
      done += units;
      long now = nanos.getAsLong();
      long reached = total > 0 ? done * MOST_LINES / total : 0;
      if (reached > twentieth && done < total && now - printed >= APART.toNanos()) {
        Duration elapsed = Duration.ofNanos(now - begun);
        out.println(new ProgressLine(task, total, done, skipped, unit, note, elapsed).all());
        printed = now;
        twentieth = reached;
      }
    }

    @Override
    public synchronized void skip(long units) {
      done += units;
      skipped += units;
    }

    @Override
    public synchronized void note(String text) {
      note = text;
    }

    @Override
    public void close() {
      // What was printed stays.
    }
  }
}
