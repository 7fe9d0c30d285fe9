package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Axis;
import io.edgeflow.core.report.Panel.Counts;
import io.edgeflow.core.report.Panel.Distributions;
import java.util.List;

/** Draws two histograms over the same bins, each scaled to its own number of samples. */
final class DistributionsView {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 190;
  private static final int LEFT = 10;
  private static final int RIGHT = 10;
  private static final int TOP = 34;
  private static final int BOTTOM = 26;

  private DistributionsView() {}

  static Html draw(Distributions panel) {
    List<Double> reference = shares(panel.filled().counts());
    List<Double> live = shares(panel.drawn().counts());
    double most = Math.max(max(reference), max(live));
    Axis y = new Axis(0, Math.max(1e-9, most), HEIGHT - BOTTOM, TOP);
    Html html = new Html().open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img");
    html.element("title", panel.title());
    steps(html, "area", reference, y);
    steps(html, "curve c1", live, y);
    Svg.line(html, "axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    List<Double> edges = panel.edges();
    Axis whole = Axis.around(edges.get(0), edges.get(edges.size() - 1), 0, 1);
    double first = LEFT + width(edges.size() + 1);
    double last = WIDTH - RIGHT - width(edges.size() + 1);
    Svg.text(html, "tick middle", Math.max(first, 24), HEIGHT - 8, whole.label(edges.get(0)));
    Svg.text(
        html,
        "tick middle",
        Math.min(last, WIDTH - 24.0),
        HEIGHT - 8,
        whole.label(edges.get(edges.size() - 1)));
    legend(html, panel);
    return html.close("svg").element("p", panel.note(), "class", "note");
  }

  private static void legend(Html html, Distributions panel) {
    Svg.rect(html, "area", LEFT, 8, 22, 12);
    Svg.text(html, "legend", LEFT + 28, 18, legend(panel.filled()));
    Svg.line(html, "curve c1", LEFT + 210, 14, LEFT + 232, 14);
    Svg.text(html, "legend", LEFT + 238, 18, legend(panel.drawn()));
  }

  private static void steps(Html html, String type, List<Double> shares, Axis y) {
    double width = width(shares.size());
    StringBuilder path = new StringBuilder("M" + LEFT + " " + (HEIGHT - BOTTOM));
    for (int i = 0; i < shares.size(); i++) {
      path.append('V').append(Svg.number(y.pixel(shares.get(i))));
      path.append('H').append(Svg.number(LEFT + width * (i + 1)));
    }
    path.append('V').append(HEIGHT - BOTTOM);
    html.leaf("path", "class", type, "d", path);
  }

  private static double width(int bins) {
    return (WIDTH - LEFT - RIGHT) / (double) bins;
  }

  private static List<Double> shares(List<Long> counts) {
    double total = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    return counts.stream().map(count -> count / total).toList();
  }

  private static double max(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static String legend(Counts counts) {
    return counts.name()
        + ", "
        + counts.counts().stream().mapToLong(Long::longValue).sum()
        + " samples";
  }
}
