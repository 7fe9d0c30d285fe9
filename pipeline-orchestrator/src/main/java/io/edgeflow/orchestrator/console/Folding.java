package io.edgeflow.orchestrator.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folds text between words. A no-break space holds two words together and is printed as a space;
 * colours take no room.
 */
final class Folding {
  /** Holds a name and its value together. */
  static final String TOGETHER = "\u00a0";

  private static final Pattern WORD = Pattern.compile("( *)([^ ]+)");
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private Folding() {}

  /** How many columns a text takes. */
  static int width(String text) {
    String seen = text.indexOf('\u001b') < 0 ? text : COLOUR.matcher(text).replaceAll("");
    return seen.codePointCount(0, seen.length());
  }

  /** The width of the longest word. */
  static int longestWord(String text) {
    return words(text).stream().mapToInt(word -> width(word.strip())).max().orElse(0);
  }

  /**
   * Lines of at most some columns, those after the first behind an indent. A longer word stays
   * whole on a line of its own, so that a path can be copied.
   */
  static List<String> lines(String text, int columns, String indent) {
    if (width(text) <= columns) {
      return List.of(printed(text));
    }
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : words(text)) {
      boolean begun = !line.isBlank();
      if (begun && width(line) + width(word) > columns) {
        lines.add(printed(line));
        line = indent + word.strip();
      } else {
        line += word;
      }
    }
    lines.add(printed(line));
    return lines;
  }

  /** Lines of at most some columns, for a cell of a table: a longer word is cut. */
  static List<String> cell(String text, int columns) {
    List<String> lines = new ArrayList<>();
    for (String line : lines(text, columns, "")) {
      String left = line;
      while (width(left) > columns) {
        int end = left.offsetByCodePoints(0, columns);
        lines.add(left.substring(0, end));
        left = left.substring(end);
      }
      lines.add(left);
    }
    return lines;
  }

  /** Each with the spaces before it. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static String printed(String text) {
    return text.replace(TOGETHER, " ");
  }
}
