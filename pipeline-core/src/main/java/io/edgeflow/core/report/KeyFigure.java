package io.edgeflow.core.report;

import io.edgeflow.core.metric.Direction;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the few results that people look for first. Two runs are compared by the figures of the
 * same name.
 *
 * @param name for people, for example {@code Accuracy of the int8 file}
 * @param value null where it is a verdict or was not measured
 * @param unit of the value, for example {@code ratio}, {@code ms}
 * @param text how it is shown; empty: the value with its unit
 * @param of what was measured, on how much of what
 */
public record KeyFigure(
    String name, @Nullable Double value, String unit, Direction direction, String text, String of) {
  private static final Map<String, String> WORDS =
      Map.of("rmse", "RMSE", "mae", "MAE", "r2", "R²", "f1", "F1", "roc_auc", "ROC AUC");

  /** Takes a value that is not finite for one that was not measured. */
  public KeyFigure {
    value = value == null || !Double.isFinite(value) ? null : value;
  }

  /** A number. */
  public static KeyFigure of(
      String name, double value, String unit, Direction direction, String of) {
    return new KeyFigure(name, value, unit, direction, "", of);
  }

  /** A verdict. */
  public static KeyFigure word(String name, String text, String of) {
    return new KeyFigure(name, null, "", Direction.NEUTRAL, text, of);
  }

  /** The same with its value in other words, for example {@code 10 of 10}. */
  public KeyFigure shownAs(String words) {
    return new KeyFigure(name, value, unit, direction, words, of);
  }

  /** A metric's name for people: {@code ROC AUC} of {@code roc_auc}. */
  public static String heading(String metric) {
    String words = metric.replace('_', ' ');
    return WORDS.getOrDefault(
        metric, words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }
}
