package io.edgeflow.train.curve;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.report.Panel.LineChart;
import io.edgeflow.core.report.Panel.Series;
import io.edgeflow.core.report.Sparkline;
import io.edgeflow.train.loop.EpochMetrics;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How the loss, and what else was measured on both splits, went over the epochs of a training.
 *
 * <pre>{@code
 * LearningCurves curves = result.curves();
 * System.out.println(curves);
 * curves.png(Path.of("curves.png"));
 * }</pre>
 *
 * @param history one entry an epoch
 * @param bestEpoch whose weights were taken; 0 where that is not known
 */
public record LearningCurves(List<EpochMetrics> history, int bestEpoch) {
  private static final String TRAIN = "train_";
  private static final String VALIDATION = "val_";
  private static final int BLOCKS = 40;

  /** Copies the history. */
  public LearningCurves {
    history = List.copyOf(history);
  }

  /** A chart of the loss, and one of each other metric, with a curve for each split. */
  public List<LineChart> charts() {
    return charts("", "");
  }

  /** The charts of {@link #charts()}, with words before and after their metric in the title. */
  public List<LineChart> charts(String before, String after) {
    return names().stream().map(name -> chart(before + name + after, name)).toList();
  }

  /**
   * Draws {@link #charts()} side by side, 640 × 440 pixels each, with the best epoch marked. The
   * file appears whole, in place of one of that name, or not at all.
   *
   * @throws PipelineException if no epoch was trained, the file cannot be written, or this Java
   *     runtime cannot draw text
   */
  public void png(Path file) {
    if (history.isEmpty()) {
      throw PipelineException.failed("There are no curves to draw")
          .found("a model that no epoch was trained of")
          .where(file)
          .build();
    }
    AtomicFile.write(file, ChartPicture.png(charts(), bestEpoch));
  }

  /** A line for each curve: its name, first, best epoch's and last value, and a sparkline. */
  @Override
  public String toString() {
    if (history.isEmpty()) {
      return "no epochs\n";
    }
    StringBuilder text = new StringBuilder(row("", "first", "best", "last", "epochs " + span()));
    for (LineChart chart : charts()) {
      for (Series series : chart.series()) {
        text.append(row(series, chart.title().toLowerCase(Locale.ROOT)));
      }
    }
    return text.toString();
  }

  private String row(Series series, String metric) {
    List<Double> values = series.values();
    int best = bestEpoch - series.first();
    return row(
        series.name() + " " + metric,
        number(values.get(0)),
        best >= 0 && best < values.size() ? number(values.get(best)) : "",
        number(values.get(values.size() - 1)),
        Sparkline.of(values, BLOCKS));
  }

  private static String row(String name, String first, String best, String last, String curve) {
    return String.format(Locale.ROOT, "%-20s %9s %9s %9s  %s\n", name, first, best, last, curve);
  }

  private String span() {
    return history.get(0).epoch() + " to " + history.get(history.size() - 1).epoch();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private List<String> names() {
    return history.stream()
        .flatMap(epoch -> epoch.values().keySet().stream())
        .filter(name -> name.startsWith(TRAIN))
        .map(name -> name.substring(TRAIN.length()))
        .distinct()
        .sorted(Comparator.comparing(name -> name.equals("loss") ? 0 : 1))
        .toList();
  }

  private LineChart chart(String title, String name) {
    int first = history.get(0).epoch();
    return new LineChart(
        title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
        "epoch",
        List.of(
            new Series("train", first, values(TRAIN + name)),
            new Series("validation", first, values(VALIDATION + name))));
  }

  private List<Double> values(String name) {
    return history.stream().map(e -> e.values().getOrDefault(name, Double.NaN)).toList();
  }
}
