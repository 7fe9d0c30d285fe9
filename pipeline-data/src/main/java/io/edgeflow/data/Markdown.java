package io.edgeflow.data;

import java.util.List;
import java.util.Locale;

/** A text in Markdown, written from top to bottom. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /** A paragraph or heading. */
  void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append("\n\n");
  }

  void list(List<String> items) {
    items.forEach(item -> text.append("- ").append(item).append('\n'));
    text.append('\n');
  }

  void table(List<String> head, List<List<String>> rows) {
    row(head);
    row(head.stream().map(column -> "---").toList());
    rows.forEach(this::row);
    text.append('\n');
  }

  private void row(List<String> cells) {
    text.append("| ");
    text.append(
        String.join(
            " | ",
            cells.stream().map(cell -> cell.replace("|", "\\|").replaceAll("\\R", " ")).toList()));
    text.append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
