package io.edgeflow.orchestrator.console;

import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * How text looks. On a terminal, lines are folded between words to its width, and words that carry
 * a verdict or a status have a colour unless <a href="https://no-color.org">NO_COLOR</a> is set;
 * elsewhere nothing is folded or coloured.
 */
public final class Style {
  private static final String RESET = "\u001b[0m";
  private static final Map<String, String> COLOURS =
      Map.of(
          "PASS", "\u001b[32m",
          "succeeded", "\u001b[32m",
          "cached", "\u001b[36m",
          "FAIL", "\u001b[31m",
          "failed", "\u001b[31m",
          "gate_failed", "\u001b[31m",
          "rolled_back", "\u001b[31m",
          "INCONCLUSIVE", "\u001b[33m",
          "interrupted", "\u001b[33m",
          "skipped", "\u001b[2m");

  private final boolean coloured;
  private final IntSupplier columns;

  private Style(boolean coloured, IntSupplier columns) {
    this.coloured = coloured;
    this.columns = columns;
  }

  /** No colours, no folding. */
  public static Style plain() {
    return within(Integer.MAX_VALUE);
  }

  /** No colours, folded to some columns. */
  public static Style within(int columns) {
    return new Style(false, () -> columns);
  }

  /** The style of a terminal, or of none. */
  public static Style of(boolean terminal, Map<String, String> environment) {
    return terminal ? of(environment, new TerminalWidth(environment)) : plain();
  }

  /** The style of a terminal whose width is asked for elsewhere too. */
  public static Style of(Map<String, String> environment, IntSupplier columns) {
    return new Style(environment.getOrDefault("NO_COLOR", "").isEmpty(), columns);
  }

  /**
   * Whether standard input and output are a terminal that can move its cursor. The launcher asks
   * newer JDKs for the console of old, which is there only on a terminal.
   */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean onTerminal(Map<String, String> environment) {
    return System.console() != null && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
  }

  /** The word padded to a width, in its colour. */
  public String word(String word, int width) {
    String colour = COLOURS.getOrDefault(word, "");
    String padded = word + " ".repeat(Math.max(0, width - word.length()));
    return coloured && !colour.isEmpty() ? colour + padded + RESET : padded;
  }

  /** The word in its colour. */
  public String word(String word) {
    return word(word, 0);
  }

  /** The width that lines are folded to. */
  int columns() {
    return columns.getAsInt();
  }

  /** Folds each line of a text; what follows is indented by two more than the line. */
  public String fold(String text) {
    return fold(text, "  ");
  }

  /** Folds each line of a text; what follows is indented by that much more than the line. */
  String fold(String text, String hanging) {
    int room = columns();
    return text.lines()
        .flatMap(line -> Folding.lines(line, room, indent(line) + hanging).stream())
        .collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""));
  }

  private static String indent(String line) {
    return " ".repeat(line.length() - line.stripLeading().length());
  }
}
