package io.edgeflow.train.loop;

import io.edgeflow.core.sample.OutputKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the best epoch is chosen by, measured on the validation split after each. */
public enum Monitor {
  /** The loss. */
  VAL_LOSS(false),
  /** The share of classes that are right. */
  VAL_ACCURACY(true),
  /** The root mean squared error of values, in the units of the data. */
  VAL_RMSE(false);

  private final boolean higherIsBetter;

  Monitor(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** The word in the configuration, which is the metric's name. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is measured of such an output. */
  public boolean supports(OutputKind output) {
    return switch (this) {
      case VAL_LOSS -> true;
      case VAL_ACCURACY -> output == OutputKind.LOGITS;
      case VAL_RMSE -> output == OutputKind.VALUES;
    };
  }

  /** The words of those that are measured of such an output. */
  public static List<String> idsFor(OutputKind output) {
    return Arrays.stream(values()).filter(m -> m.supports(output)).map(Monitor::id).toList();
  }

  /** Whether an epoch is better than another; equals are not. */
  boolean isBetter(EpochMetrics one, EpochMetrics other) {
    return higherIsBetter ? of(one) > of(other) : of(one) < of(other);
  }

  private double of(EpochMetrics metrics) {
    return Objects.requireNonNull(metrics.values().get(id()), id());
  }
}
