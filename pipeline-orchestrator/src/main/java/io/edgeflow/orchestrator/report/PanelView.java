package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Bars;
import io.edgeflow.core.report.Panel.Confusion;
import io.edgeflow.core.report.Panel.Distributions;
import io.edgeflow.core.report.Panel.LineChart;
import io.edgeflow.core.report.Panel.Samples;
import io.edgeflow.core.report.Panel.Scatter;
import io.edgeflow.core.report.Panel.Table;
import io.edgeflow.core.report.Panel.Timeline;
import java.util.List;

/** Draws any panel below its heading. */
final class PanelView {
  /** A table of so many columns stands beside another panel. */
  private static final int PAIR = 2;

  private PanelView() {}

  static void add(Html html, Panel panel) {
    boolean wide =
        (panel instanceof Table table && table.head().size() > PAIR)
            || panel instanceof Timeline
            || panel instanceof Confusion
            || panel instanceof Samples;
    html.open("div", "class", wide ? "wide" : "half").element("h3", panel.title());
    if (panel instanceof Table rows) {
      table(html, rows);
    } else {
      html.open("div", "class", "scroll").add(draw(panel)).close("div");
    }
    html.close("div").line();
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
    return SamplesView.draw((Samples) panel);
  }

  private static void table(Html html, Table table) {
    RowTable rows = new RowTable(html, table.head(), table.numbers());
    for (List<String> row : table.rows()) {
      rows.row();
      for (int i = 0; i < row.size(); i++) {
        rows.cell(row.get(i), type(table, i));
      }
    }
    rows.close();
  }

  private static String type(Table table, int column) {
    return table.numbers().get(column) ? "number" : "text";
  }
}
