package io.edgeflow.orchestrator.report;

import java.util.Locale;

/** SVG elements with numbers in a fixed form. */
final class Svg {
  private Svg() {}

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static void line(Html html, String type, double x1, double y1, double x2, double y2) {
    html.leaf(
        "line",
        "class",
        type,
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2));
  }

  static void rect(Html html, String type, double x, double y, double width, double height) {
    html.leaf(
        "rect",
        "class",
        type,
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(height));
  }

  static void circle(Html html, String type, double x, double y, double radius) {
    html.leaf("circle", "class", type, "cx", number(x), "cy", number(y), "r", number(radius));
  }

  static void text(Html html, String type, double x, double y, Object text) {
    html.element("text", text, "class", type, "x", number(x), "y", number(y));
  }
}
