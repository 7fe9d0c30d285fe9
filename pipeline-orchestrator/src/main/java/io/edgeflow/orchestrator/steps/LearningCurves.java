package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.LineChart;
import io.edgeflow.core.report.Panel.Series;
import io.edgeflow.train.loop.EpochMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How losses and qualities went over the epochs of a training. */
final class LearningCurves {
  private static final String TRAIN = "train_";
  private static final String VALIDATION = "val_";

  private LearningCurves() {}

  /** The loss, and what else was measured on both splits, over the epochs. */
  static List<Panel> of(String before, String after, List<EpochMetrics> history) {
    return history.stream()
        .flatMap(epoch -> epoch.values().keySet().stream())
        .filter(name -> name.startsWith(TRAIN))
        .map(name -> name.substring(TRAIN.length()))
        .distinct()
        .sorted(Comparator.comparing(name -> name.equals("loss") ? 0 : 1))
        .map(name -> (Panel) chart(before + name + after, name, history))
        .toList();
  }

  private static LineChart chart(String title, String name, List<EpochMetrics> history) {
    int first = history.isEmpty() ? 1 : history.get(0).epoch();
    return new LineChart(
        title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
        "epoch",
        List.of(
            new Series("train", first, values(history, TRAIN + name)),
            new Series("validation", first, values(history, VALIDATION + name))));
  }

  private static List<Double> values(List<EpochMetrics> history, String name) {
    return history.stream().map(e -> e.values().getOrDefault(name, Double.NaN)).toList();
  }
}
