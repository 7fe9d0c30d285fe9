package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Axis;
import io.edgeflow.core.report.Panel.LineChart;
import io.edgeflow.core.report.Panel.Series;
import java.util.List;

/** Draws curves as inline SVG. */
final class LineChartView {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 260;
  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;

  private final LineChart chart;
  private final Axis x;
  private final Axis y;

  private LineChartView(LineChart chart) {
    this.chart = chart;
    int first = chart.series().stream().mapToInt(Series::first).min().orElse(0);
    int last =
        chart.series().stream().mapToInt(s -> s.first() + s.values().size() - 1).max().orElse(1);
    List<Double> finite =
        chart.series().stream().flatMap(s -> s.values().stream()).filter(Double::isFinite).toList();
    double least = finite.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = finite.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    this.x = new Axis(first, Math.max(first + 1, last), LEFT, WIDTH - RIGHT);
    this.y = Axis.around(least, most, HEIGHT - BOTTOM, TOP);
  }

  static Html draw(LineChart chart) {
    return new LineChartView(chart).svg();
  }

  private Html svg() {
    Html html = new Html();
    html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img");
    html.element("title", chart.title());
    grid(html);
    for (int i = 0; i < chart.series().size(); i++) {
      curve(html, chart.series().get(i), i);
    }
    return html.close("svg");
  }

  private void grid(Html html) {
    for (double tick : y.ticks()) {
      double at = y.pixel(tick);
      Svg.line(html, "grid", LEFT, at, WIDTH - RIGHT, at);
      Svg.text(html, "tick end", LEFT - 8, at + 4, y.label(tick));
    }
    for (double tick : x.ticks()) {
      if (tick == Math.rint(tick)) {
        Svg.text(html, "tick middle", x.pixel(tick), HEIGHT - BOTTOM + 18, (long) tick);
      }
    }
    Svg.line(html, "axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    Svg.text(html, "tick middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, chart.xLabel());
  }

  private void curve(Html html, Series series, int index) {
    html.leaf("path", "class", "curve c" + index, "d", Svg.path(series, x, y));
    double legend = LEFT + index * 150.0;
    Svg.line(html, "curve c" + index, legend, 14, legend + 22, 14);
    Svg.text(html, "legend", legend + 28, 18, series.name());
  }
}
