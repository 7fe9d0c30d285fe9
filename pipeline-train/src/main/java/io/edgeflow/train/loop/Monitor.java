package io.edgeflow.train.loop;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.SplitScores;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the best epoch is chosen by, measured on the validation split after each: the loss, or one
 * of the metrics that an {@link Evaluation} has.
 */
public enum Monitor {
  /** The loss. */
  VAL_LOSS(false),
  /** The share of classes that are right. */
  VAL_ACCURACY(true),
  /** The precision of the classes, weighted by support. */
  VAL_PRECISION(true),
  /** The recall of the classes, weighted by support. */
  VAL_RECALL(true),
  /** The F1 of the classes, weighted by support. */
  VAL_F1(true),
  /** The plain mean of the classes' precision. */
  VAL_MACRO_PRECISION(true),
  /** The plain mean of the classes' recall. */
  VAL_MACRO_RECALL(true),
  /** The plain mean of the classes' F1. */
  VAL_MACRO_F1(true),
  /** The area under the ROC curve, in the mean over the classes. */
  VAL_ROC_AUC(true),
  /** The average precision, in the mean over the classes. */
  VAL_PR_AUC(true),
  /** The squared error of the probabilities. */
  VAL_BRIER(false),
  /** The expected calibration error. */
  VAL_ECE(false),
  /** The root mean squared error of values, in the units of the data. */
  VAL_RMSE(false),
  /** The mean absolute error of values, in the units of the data. */
  VAL_MAE(false),
  /** The share of the values' variance that is told. */
  VAL_R2(true);

  private static final String PREFIX = "val_";

  private final boolean higherIsBetter;

  Monitor(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** The word in the configuration, which is the name of what an epoch measures. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is measured of such an output. */
  public boolean supports(OutputKind output) {
    boolean scored = output != OutputKind.RECONSTRUCTION;
    return this == VAL_LOSS || (scored && Evaluation.names(output).contains(metric()));
  }

  /** The words of those that are measured of such an output. */
  public static List<String> idsFor(OutputKind output) {
    return Arrays.stream(values()).filter(m -> m.supports(output)).map(Monitor::id).toList();
  }

  /** The name of the metric in an evaluation. */
  String metric() {
    return id().substring(PREFIX.length());
  }

  /** What it has to be measured by; empty where each epoch has it. */
  Optional<SplitScores> scores(Split split) {
    return switch (this) {
      case VAL_LOSS, VAL_ACCURACY, VAL_RMSE -> Optional.empty();
      default -> Optional.of(new SplitScores(split));
    };
  }

  /**
   * Whether an epoch is better than another; equals are not.
   *
   * @throws PipelineException if it has no meaning for the validation rows
   */
  boolean isBetter(EpochMetrics one, @Nullable EpochMetrics other) {
    double found = of(one);
    if (Double.isNaN(found)) {
      throw PipelineException.failed("The best epoch cannot be chosen by this metric")
          .found(id() + " " + found + " of the validation rows")
          .limit("a number")
          .where("model_training.training.monitor")
          .remedy("give validation rows of every class, more of them, or choose val_loss")
          .build();
    }
    return other == null || (higherIsBetter ? found > of(other) : found < of(other));
  }

  private double of(EpochMetrics metrics) {
    return Objects.requireNonNull(metrics.values().get(id()), id());
  }
}
