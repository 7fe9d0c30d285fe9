package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Axis;
import io.edgeflow.core.report.Panel.Point;
import io.edgeflow.core.report.Panel.Scatter;
import java.util.List;
import java.util.stream.DoubleStream;

/** Draws points as inline SVG, both axes alike. */
final class ScatterView {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;
  private static final int LEFT = 60;
  private static final int RIGHT = 14;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;

  private ScatterView() {}

  static Html draw(Scatter panel) {
    List<Point> points =
        panel.points().stream()
            .filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y()))
            .toList();
    double least = numbers(points).min().orElse(0);
    double most = numbers(points).max().orElse(1);
    Axis x = Axis.around(least, most, LEFT, WIDTH - RIGHT);
    Axis y = Axis.around(least, most, HEIGHT - BOTTOM, TOP);
    Html html = new Html().open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img");
    html.element("title", panel.title());
    grid(html, x, y);
    Svg.line(
        html, "curve c1", x.pixel(x.low()), y.pixel(x.low()), x.pixel(x.high()), y.pixel(x.high()));
    for (Point point : points) {
      Svg.circle(html, "point", x.pixel(point.x()), y.pixel(point.y()), 3);
    }
    Svg.text(html, "tick middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, panel.xLabel());
    Svg.circle(html, "point", LEFT + 6, 14, 3);
    Svg.text(html, "legend", LEFT + 16, 18, panel.yLabel());
    Svg.line(html, "curve c1", LEFT + 210, 14, LEFT + 232, 14);
    Svg.text(html, "legend", LEFT + 238, 18, "equal");
    return html.close("svg");
  }

  private static DoubleStream numbers(List<Point> points) {
    return points.stream().flatMapToDouble(p -> DoubleStream.of(p.x(), p.y()));
  }

  private static void grid(Html html, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      Svg.line(html, "grid", LEFT, y.pixel(tick), WIDTH - RIGHT, y.pixel(tick));
      Svg.text(html, "tick end", LEFT - 8, y.pixel(tick) + 4, y.label(tick));
    }
    for (double tick : x.ticks()) {
      Svg.text(html, "tick middle", x.pixel(tick), HEIGHT - BOTTOM + 18, x.label(tick));
    }
    Svg.line(html, "axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
  }
}
