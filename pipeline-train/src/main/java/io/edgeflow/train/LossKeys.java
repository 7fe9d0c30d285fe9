package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.loss.LossKind;
import io.edgeflow.train.loss.LossSettings;
import java.util.List;
import java.util.Optional;

/** The keys of {@code model_training.training} that shape the loss. */
public final class LossKeys {
  /** What each class counts. */
  public static final Field<List<Double>> CLASS_WEIGHTS =
      Field.numbers(
          "class_weights",
          List.of(),
          1e-6,
          1e6,
          "what a row of each class counts in the loss, in the order of the labels; default: 1");

  /** Whether each class counts the same. */
  public static final Field<Boolean> BALANCE_CLASSES =
      Field.flag(
          "balance_classes",
          false,
          "whether rare classes count more in the loss, so that each class counts the same");

  /** How much of the truth is spread over all classes. */
  public static final Field<Double> LABEL_SMOOTHING =
      Field.number(
              "label_smoothing",
              0.0,
              0,
              0.99,
              "share of the truth that cross_entropy spreads over all classes")
          .in("ratio");

  /** How much less a row counts that is right already. */
  public static final Field<Double> FOCAL_GAMMA =
      Field.number(
          "focal_gamma", 2.0, 0, 10, "how much less a row counts in focal that is right already");

  /** Where the Huber loss goes from squares to absolute differences. */
  public static final Field<Double> HUBER_DELTA =
      Field.number("huber_delta", 1.0, 1e-9, 1e9, "where huber goes from squares to differences")
          .in("deviations");

  private LossKeys() {}

  static LossSettings settings(Section training) {
    return new LossSettings(
        training.find(TrainConfig.LOSS),
        training.get(CLASS_WEIGHTS),
        training.get(BALANCE_CLASSES),
        training.get(LABEL_SMOOTHING),
        training.get(FOCAL_GAMMA),
        training.get(HUBER_DELTA));
  }

  /** Keys of another loss, and two kinds of weights. */
  static void refuseContradictions(Section training, Problems problems) {
    Optional<LossKind> loss = training.find(TrainConfig.LOSS);
    // Without a loss it is that of the target, which only the data tell.
    if (loss.isPresent()) {
      refuseUnless(LossKind.CROSS_ENTROPY, LABEL_SMOOTHING, training, problems);
    }
    refuseUnless(LossKind.FOCAL, FOCAL_GAMMA, training, problems);
    refuseUnless(LossKind.HUBER, HUBER_DELTA, training, problems);
    if (training.get(BALANCE_CLASSES) && !training.get(CLASS_WEIGHTS).isEmpty()) {
      String message = "class_weights are given too; leave one of them out";
      training.refuse(problems, BALANCE_CLASSES, message);
    }
  }

  private static void refuseUnless(
      LossKind owner, Field<?> key, Section training, Problems problems) {
    boolean chosen = training.find(TrainConfig.LOSS).equals(Optional.of(owner));
    if (training.isWritten(key) && !chosen) {
      String id = owner.id();
      training.refuse(problems, key, "belongs to the loss " + id + "; set loss: " + id);
    }
  }

  /** Weights of classes where there are none. */
  static void refuseMisfits(Section training, OutputKind output, Problems problems) {
    for (Field<?> key : List.of(CLASS_WEIGHTS, BALANCE_CLASSES, LABEL_SMOOTHING)) {
      if (training.isWritten(key) && output != OutputKind.LOGITS) {
        training.refuse(problems, key, "there are no classes; leave it out");
      }
    }
  }
}
