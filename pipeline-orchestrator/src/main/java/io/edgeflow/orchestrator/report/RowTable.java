package io.edgeflow.orchestrator.report;

import java.util.List;

/**
 * Writes a table of records. Where the page is narrow, the style sheet makes a block of each row:
 * its first cell as heading, a verdict beside it, the others with the heads of their columns.
 */
final class RowTable {
  private final Html html;
  private final List<String> head;
  private boolean open;
  private int column;

  /** Begins a table; {@code numbers} says which columns are right-aligned. */
  RowTable(Html html, List<String> head, List<Boolean> numbers) {
    this.html = html;
    this.head = head;
    html.open("div", "class", "scroll").open("table", "class", "rows").open("tr");
    for (int i = 0; i < head.size(); i++) {
      html.element("th", head.get(i), "class", numbers.get(i) ? "number" : "text");
    }
    html.close("tr").line();
  }

  /** Begins a table of words. */
  RowTable(Html html, List<String> head) {
    this(html, head, head.stream().map(name -> false).toList());
  }

  /** Begins a row. */
  RowTable row() {
    closeRow();
    html.open("tr");
    open = true;
    column = 0;
    return this;
  }

  /** A cell of words; a verdict or a status gets its colour. */
  RowTable cell(Object text) {
    return cell(text, "text");
  }

  /** A cell with a style of its own. */
  RowTable cell(Object text, String type) {
    String words = String.valueOf(text);
    boolean verdict = Badge.is(words);
    start(verdict ? type + " verdict" : type);
    if (verdict) {
      Badge.add(html, words);
    } else {
      html.text(words);
    }
    html.close("td");
    return this;
  }

  /** A cell with markup. */
  RowTable cell(Html markup) {
    start("text");
    html.add(markup).close("td");
    return this;
  }

  private void start(String type) {
    html.open("td", "class", type, "data-label", head.get(column));
    column++;
  }

  private void closeRow() {
    if (open) {
      html.close("tr").line();
      open = false;
    }
  }

  /** Ends the table. */
  void close() {
    closeRow();
    html.close("table").close("div").line();
  }
}
