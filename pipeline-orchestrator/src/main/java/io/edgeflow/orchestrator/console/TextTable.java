package io.edgeflow.orchestrator.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in plain text: columns as wide as their widest cell, a rule below the head. On a terminal
 * that is too narrow for it the widest column is folded between its words; where that would leave a
 * thread of text, each row takes several lines, as many columns side by side as there is room for.
 */
public final class TextTable {
  private static final String GAP = "  ";

  /** A folded column is not narrower. */
  private static final int LEAST = 24;

  private final Style style;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with the given head. */
  public TextTable(Style style, String... head) {
    this.style = style;
    rows.add(List.of(head));
  }

  /** Adds a row with as many cells as the head. */
  public TextTable row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.length + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Columns that stand side by side, from {@code first} to {@code end} (exclusive). */
  private record Group(int first, int end) {
    private String indent() {
      return first == 0 ? "" : GAP;
    }
  }

  /** The table, each line ending with a line feed. */
  @Override
  public String toString() {
    int room = style.columns();
    int[] widths = naturalWidths();
    foldWidest(widths, room);
    List<Group> groups = groups(widths, room);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      for (Group group : groups) {
        lines(text, rows.get(i), widths, group);
      }
      if (i == 0) {
        rule(text, widths, groups);
      }
    }
    return text.toString();
  }

  private int[] naturalWidths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], Folding.width(row.get(i))));
    }
    return widths;
  }

  private void foldWidest(int[] widths, int room) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      widest = widths[i] > widths[widest] ? i : widest;
    }
    int column = widest;
    long left = (long) room - total(widths, 0, widths.length) + widths[widest];
    int word = rows.stream().mapToInt(row -> Folding.longestWord(row.get(column))).max().orElse(0);
    if (left < widths[widest] && left >= Math.max(LEAST, word)) {
      widths[widest] = (int) left;
    }
  }

  /** One group when all fits; a column that is too wide alone is folded. */
  private static List<Group> groups(int[] widths, int room) {
    List<Group> groups = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < widths.length; i++) {
      int indent = first == 0 ? 0 : GAP.length();
      if (i > first && indent + total(widths, first, i + 1) > room) {
        groups.add(new Group(first, i));
        first = i;
      }
      widths[i] = Math.min(widths[i], Math.max(1, room - (first == 0 ? 0 : GAP.length())));
    }
    groups.add(new Group(first, widths.length));
    return groups;
  }

  private static int total(int[] widths, int first, int end) {
    return Arrays.stream(widths, first, end).sum() + (end - first - 1) * GAP.length();
  }

  private void lines(StringBuilder text, List<String> row, int[] widths, Group group) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = group.first(); i < group.end(); i++) {
      cells.add(Folding.cell(row.get(i), widths[i]));
    }
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int line = 0; line < height; line++) {
      StringBuilder built = new StringBuilder(group.indent());
      for (int i = 0; i < cells.size(); i++) {
        built.append(i == 0 ? "" : GAP).append(cell(cells.get(i), line, widths[group.first() + i]));
      }
      String done = built.toString().stripTrailing();
      if (!done.isEmpty() || group.first() == 0) {
        text.append(done).append('\n');
      }
    }
  }

  /** A line of a cell whose very last word may carry a colour. */
  private String cell(List<String> lines, int line, int width) {
    String value = line < lines.size() ? lines.get(line) : "";
    String padding = " ".repeat(Math.max(0, width - Folding.width(value)));
    int space = line == lines.size() - 1 ? value.lastIndexOf(' ') + 1 : value.length();
    return value.substring(0, space) + style.word(value.substring(space)) + padding;
  }

  private static void rule(StringBuilder text, int[] widths, List<Group> groups) {
    if (groups.size() == 1) {
      for (int i = 0; i < widths.length; i++) {
        text.append(i == 0 ? "" : GAP).append("-".repeat(widths[i]));
      }
    } else {
      int widest =
          groups.stream()
              .mapToInt(g -> g.indent().length() + total(widths, g.first(), g.end()))
              .max()
              .orElse(0);
      text.append("-".repeat(widest));
    }
    text.append('\n');
  }
}
