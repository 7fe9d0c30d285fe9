package io.edgeflow.orchestrator.workflow;

import io.edgeflow.orchestrator.report.Panel;
import io.edgeflow.orchestrator.report.Panel.LineChart;
import io.edgeflow.orchestrator.report.Panel.Series;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.loop.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What the report shows of training beside its gate. */
final class TrainingPanels {
  private TrainingPanels() {}

  static List<Panel> of(TrainingResult trained, List<String> labels) {
    String best = " (best epoch " + trained.bestEpoch() + ")";
    List<Panel> panels = new ArrayList<>(curves("", best, trained.history()));
    panels.add(new Panel.Confusion("Confusion matrix on test", labels, trained.test().confusion()));
    return panels;
  }

  /** Loss and accuracy over the epochs. */
  static List<Panel> curves(String before, String after, List<EpochMetrics> history) {
    return List.of(
        chart(before + "loss" + after, history, EpochMetrics::trainLoss, EpochMetrics::valLoss),
        chart(
            before + "accuracy" + after,
            history,
            EpochMetrics::trainAccuracy,
            EpochMetrics::valAccuracy));
  }

  private static LineChart chart(
      String title,
      List<EpochMetrics> history,
      Function<EpochMetrics, Double> train,
      Function<EpochMetrics, Double> validation) {
    int first = history.isEmpty() ? 1 : history.get(0).epoch();
    return new LineChart(
        title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
        "epoch",
        List.of(
            new Series("train", first, history.stream().map(train).toList()),
            new Series("validation", first, history.stream().map(validation).toList())));
  }
}
