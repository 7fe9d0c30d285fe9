package io.edgeflow.orchestrator.console;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text: columns as wide as their widest cell, a rule below the head. */
public final class TextTable {
  private static final String GAP = "  ";

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

  /** The table, each line ending with a line feed. */
  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).size()];
    rows.forEach(row -> widen(widths, row));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      line(text, rows.get(i), widths);
      if (i == 0) {
        rule(text, widths);
      }
    }
    return text.toString();
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private void line(StringBuilder text, List<String> row, int[] widths) {
    int last = row.size() - 1;
    while (last > 0 && row.get(last).isEmpty()) {
      last--;
    }
    for (int i = 0; i < last; i++) {
      text.append(cell(row.get(i), widths[i])).append(GAP);
    }
    text.append(cell(row.get(last), 0)).append('\n');
  }

  /** A cell whose last word may carry a colour. */
  private String cell(String value, int width) {
    int space = value.lastIndexOf(' ') + 1;
    String padding = " ".repeat(Math.max(0, width - value.length()));
    return value.substring(0, space) + style.word(value.substring(space)) + padding;
  }

  private static void rule(StringBuilder text, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      text.append(i == 0 ? "" : GAP).append("-".repeat(widths[i]));
    }
    text.append('\n');
  }
}
