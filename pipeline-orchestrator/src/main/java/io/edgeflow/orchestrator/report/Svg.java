package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Axis;
import io.edgeflow.core.report.Panel.Series;
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

  /** The path of a curve; values that are not finite leave a gap. */
  static String path(Series series, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < series.values().size(); i++) {
      double value = series.values().get(i);
      if (Double.isFinite(value)) {
        path.append(pen ? 'L' : 'M').append(number(x.pixel(series.first() + i)));
        path.append(' ').append(number(y.pixel(value)));
      }
      pen = Double.isFinite(value);
    }
    return path.toString();
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
