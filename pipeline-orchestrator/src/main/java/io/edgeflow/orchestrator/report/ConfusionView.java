package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Panel.Confusion;
import java.util.List;
import java.util.Locale;

/** Draws a confusion matrix as a table whose cells are shaded by their share of the row. */
final class ConfusionView {
  private ConfusionView() {}

  static Html draw(Confusion matrix) {
    Html html = new Html().open("table", "class", "confusion");
    html.open("tr").element("th", "true \\ predicted", "class", "corner");
    matrix.labels().forEach(label -> html.element("th", label));
    html.close("tr").line();
    for (int row = 0; row < matrix.counts().size(); row++) {
      row(html, matrix.labels().get(row), matrix.counts().get(row), row);
    }
    return html.close("table");
  }

  private static void row(Html html, String label, List<Long> counts, int truth) {
    long total = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    html.open("tr").element("th", label);
    for (int column = 0; column < counts.size(); column++) {
      long count = counts.get(column);
      double share = count / (double) total;
      String type = column == truth ? "right" : count > 0 ? "wrong" : "none";
      String shade = String.format(Locale.ROOT, "--share:%.3f", share);
      html.element("td", count, "class", type, "style", shade);
    }
    html.close("tr").line();
  }
}
