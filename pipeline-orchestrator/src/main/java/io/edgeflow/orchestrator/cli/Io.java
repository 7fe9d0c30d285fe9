package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.run.Progress;
import io.edgeflow.orchestrator.console.PlainProgress;
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
 * @param style how text looks to that person, or in a file
 * @param progress shown to that person
 */
record Io(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    Style style,
    Progress progress) {

  /** Without progress. */
  Io(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean terminal) {
    this(in, out, err, environment, terminal, Style.of(terminal, environment), Progress.silent());
  }

  static Io ofProcess() {
    Map<String, String> environment = System.getenv();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    return Style.onTerminal(environment)
        ? ofTerminal(out, environment)
        : new Io(
            System.in,
            out,
            System.err,
            environment,
            false,
            Style.plain(),
            new PlainProgress(System.err));
  }

  private static Io ofTerminal(PrintStream out, Map<String, String> environment) {
    boolean coloured = environment.getOrDefault("NO_COLOR", "").isEmpty();
    TerminalWidth width = new TerminalWidth(environment);
    TerminalProgress progress = new TerminalProgress(System.err, width, coloured);
    PrintStream err = progress.beside();
    // The logger writes there too.
    System.setErr(err);
    Style style = Style.of(environment, width);
    return new Io(System.in, out, err, environment, true, style, progress);
  }

  /** A result for people, folded on a terminal. */
  void say(String text) {
    out.println(style.fold(text));
  }

  /** A message beside the results, folded on a terminal. */
  void tell(String text) {
    err.println(style.fold(text));
  }
}
