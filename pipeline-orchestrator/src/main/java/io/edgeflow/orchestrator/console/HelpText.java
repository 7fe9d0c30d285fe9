package io.edgeflow.orchestrator.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Folds the help of a command between words, which the library that writes it does at dots too. */
public final class HelpText {
  private static final int USUAL = 80;
  private static final Pattern FIRST_COLUMN = Pattern.compile("( *\\S+(?: \\S+)* {2,})\\S.*");
  private static final String SYNOPSIS = "Usage: ";

  private HelpText() {}

  /**
   * Folds to the width of the terminal, else to 80 columns; descriptions stay in their column.
   *
   * @param help with each description on one line
   */
  public static String of(String help, Style style) {
    int room = style.columns();
    int columns = room == Integer.MAX_VALUE ? USUAL : room;
    return help.lines()
        .flatMap(line -> Folding.lines(line, columns, indent(line)).stream())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String indent(String line) {
    Matcher columns = FIRST_COLUMN.matcher(line);
    int indent =
        line.contains(SYNOPSIS)
            ? SYNOPSIS.length()
            : columns.matches() ? Folding.width(columns.group(1)) : 0;
    return " ".repeat(indent);
  }
}
