package io.edgeflow.orchestrator.console;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many columns the terminal has: what {@code COLUMNS} says, else what {@code stty size} answers
 * for the standard input, else 80. A window that people resize is asked again every two seconds,
 * and is as wide as before where it gives no answer, as on a busy machine. Nothing here touches the
 * terminal's signals, which belong to the program. Thread-safe.
 */
public final class TerminalWidth implements IntSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalWidth.class);
  private static final int USUAL = 80;
  private static final int LEAST = 20;
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final long PATIENCE_MS = 2000;

  private final Map<String, String> environment;
  private final Supplier<String> stty;
  private final LongSupplier nanos;
  private int known = USUAL;
  private long askedAt;
  private boolean asked;

  /** The width of this process's terminal. */
  public TerminalWidth(Map<String, String> environment) {
    this(environment, TerminalWidth::askStty, System::nanoTime);
  }

  TerminalWidth(Map<String, String> environment, Supplier<String> stty, LongSupplier nanos) {
    this.environment = environment;
    this.stty = stty;
    this.nanos = nanos;
  }

  /** The columns, at least 20. */
  @Override
  public synchronized int getAsInt() {
    Optional<Integer> told = columns(environment.getOrDefault("COLUMNS", ""));
    if (told.isPresent()) {
      return told.get();
    }
    long now = nanos.getAsLong();
    if (!asked || now - askedAt >= FRESH.toNanos()) {
      String size = stty.get().strip();
      known = columns(size.substring(size.indexOf(' ') + 1)).orElse(known);
      askedAt = now;
      asked = true;
    }
    return known;
  }

  private static Optional<Integer> columns(String text) {
    return text.matches("[1-9][0-9]{0,4}")
        ? Optional.of(Math.max(LEAST, Integer.parseInt(text)))
        : Optional.empty();
  }

  /** Rows and columns; empty where there is no such program or no terminal. */
  private static String askStty() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      if (process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
      process.destroyForcibly();
    } catch (IOException e) {
      LOG.debug("There is no stty", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }
}
