package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.sample.Target;
import io.edgeflow.orchestrator.report.Panel;
import io.edgeflow.orchestrator.report.Panel.LineChart;
import io.edgeflow.orchestrator.report.Panel.Series;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.loop.EpochMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the report shows of training beside its gate. */
final class TrainingPanels {
  private static final String TRAIN = "train_";
  private static final String VALIDATION = "val_";

  private TrainingPanels() {}

  static List<Panel> of(TrainingResult trained, Target target) {
    String best = " (best epoch " + trained.bestEpoch() + ")";
    List<Panel> panels = new ArrayList<>(curves("", best, trained.history()));
    panels.addAll(EvaluationPanels.of(trained.test(), target));
    return panels;
  }

  /** The loss, and what else was measured on both splits, over the epochs. */
  static List<Panel> curves(String before, String after, List<EpochMetrics> history) {
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
