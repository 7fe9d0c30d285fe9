package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.run.Progress;
import io.edgeflow.orchestrator.console.Style;
import io.edgeflow.orchestrator.console.TerminalProgress;
import io.edgeflow.orchestrator.console.TerminalWidth;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command reads and writes. Results go to {@code out}, progress and errors to {@code err}.
 *
 * @param terminal whether a person watches
 */
record Io(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal) {

  static Io ofProcess() {
    Map<String, String> environment = System.getenv();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    return new Io(System.in, out, System.err, environment, Style.onTerminal(environment));
  }

  Style style() {
    return Style.of(terminal, environment);
  }

  Progress progress() {
    boolean coloured = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return terminal
        ? new TerminalProgress(err, new TerminalWidth(environment), coloured)
        : Progress.silent();
  }
}
