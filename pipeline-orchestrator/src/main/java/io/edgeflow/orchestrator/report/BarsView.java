package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Panel.Bar;
import io.edgeflow.core.report.Panel.Bars;
import io.edgeflow.orchestrator.console.Numbers;

/** Draws bars as inline SVG, one below the other. */
final class BarsView {
  private static final int WIDTH = 480;
  private static final int NAME = 190;
  private static final int VALUE = 90;
  private static final int ROW = 28;

  private BarsView() {}

  static Html draw(Bars panel) {
    double most = panel.bars().stream().mapToDouble(Bar::value).max().orElse(1);
    int height = panel.bars().size() * ROW + 4;
    Html html =
        new Html()
            .open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "class", "bars");
    html.element("title", panel.title());
    for (int i = 0; i < panel.bars().size(); i++) {
      Bar bar = panel.bars().get(i);
      double length = most > 0 ? bar.value() / most * (WIDTH - NAME - VALUE) : 0;
      double top = i * ROW + 4.0;
      Svg.text(html, "legend end", NAME - 8, top + 15, bar.name());
      Svg.rect(html, "bar", NAME, top + 2, Math.max(1, length), ROW - 10.0);
      String value = Numbers.of(bar.value()) + " " + panel.unit();
      Svg.text(html, "legend", NAME + length + 6, top + 15, value);
    }
    return html.close("svg");
  }
}
