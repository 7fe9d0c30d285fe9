package io.edgeflow.orchestrator.console;

import java.util.Map;

/**
 * Colours for words that carry a verdict or a status; none when the output is no terminal or when
 * <a href="https://no-color.org">NO_COLOR</a> is set.
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

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  /** No colours. */
  public static Style plain() {
    return new Style(false);
  }

  /** Colours when the program talks to a terminal and nobody objects. */
  public static Style of(boolean terminal, Map<String, String> environment) {
    String refused = environment.getOrDefault("NO_COLOR", "");
    return new Style(terminal && refused.isEmpty());
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
}
