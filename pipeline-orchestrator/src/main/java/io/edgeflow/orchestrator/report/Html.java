package io.edgeflow.orchestrator.report;

/** Builds HTML; text and attribute values are escaped, only tag names are taken as they are. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Opens an element: {@code open("td", "class", "number")}. */
  Html open(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    return this;
  }

  /** An element without content, such as an SVG line. */
  Html leaf(String tag, Object... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  Html text(Object text) {
    out.append(escaped(String.valueOf(text)));
    return this;
  }

  /** An element with text only. */
  Html element(String tag, Object text, Object... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Markup made by this class. */
  Html add(Html other) {
    out.append(other.out);
    return this;
  }

  /** Our own constant markup, such as the style sheet. */
  Html trusted(String markup) {
    out.append(markup);
    return this;
  }

  Html line() {
    out.append('\n');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void start(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      String value = escaped(String.valueOf(attributes[i + 1]));
      out.append(' ').append(attributes[i]).append("=\"").append(value).append('"');
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
