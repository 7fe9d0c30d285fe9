package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Bars;
import io.edgeflow.core.report.Panel.Confusion;
import io.edgeflow.core.report.Panel.Distributions;
import io.edgeflow.core.report.Panel.LineChart;
import io.edgeflow.core.report.Panel.Scatter;
import io.edgeflow.core.report.Panel.Table;
import io.edgeflow.core.report.Panel.Timeline;
import java.util.List;

/** Draws any panel below its heading. */
final class PanelView {
  private PanelView() {}

  static void add(Html html, Panel panel) {
    boolean wide =
        panel instanceof Table || panel instanceof Timeline || panel instanceof Confusion;
    html.open("div", "class", wide ? "wide" : "half").element("h3", panel.title());
    html.open("div", "class", "scroll").add(draw(panel)).close("div").close("div").line();
  }

  private static Html draw(Panel panel) {
    if (panel instanceof LineChart chart) {
      return LineChartView.draw(chart);
    } else if (panel instanceof Confusion matrix) {
      return ConfusionView.draw(matrix);
    } else if (panel instanceof Bars bars) {
      return BarsView.draw(bars);
    } else if (panel instanceof Timeline timeline) {
      return TimelineView.draw(timeline);
    } else if (panel instanceof Scatter scatter) {
      return ScatterView.draw(scatter);
    } else if (panel instanceof Distributions distributions) {
      return DistributionsView.draw(distributions);
    }
    return table((Table) panel);
  }

  private static Html table(Table table) {
    Html html = new Html().open("table").open("tr");
    for (int i = 0; i < table.head().size(); i++) {
      html.element("th", table.head().get(i), "class", type(table, i));
    }
    html.close("tr").line();
    for (List<String> row : table.rows()) {
      html.open("tr");
      for (int i = 0; i < row.size(); i++) {
        cell(html, row.get(i), type(table, i));
      }
      html.close("tr").line();
    }
    return html.close("table");
  }

  private static void cell(Html html, String value, String type) {
    html.open("td", "class", type);
    if (Badge.is(value)) {
      Badge.add(html, value);
    } else {
      html.text(value);
    }
    html.close("td");
  }

  private static String type(Table table, int column) {
    return table.numbers().get(column) ? "number" : "text";
  }
}
