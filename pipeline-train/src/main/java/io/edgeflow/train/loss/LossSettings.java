package io.edgeflow.train.loss;

import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A loss with its parameters.
 *
 * @param kind empty for that of the data's target
 * @param classWeights one a class, in the order of the labels; empty for 1 each
 * @param balanced whether each class weighs as much as any other over the training rows
 * @param labelSmoothing of {@code cross_entropy}
 * @param focalGamma of {@code focal}
 * @param huberDelta where {@code huber} goes from squares to absolute differences
 */
public record LossSettings(
    Optional<LossKind> kind,
    List<Double> classWeights,
    boolean balanced,
    double labelSmoothing,
    double focalGamma,
    double huberDelta) {
  /** Copies the weights. */
  public LossSettings {
    classWeights = List.copyOf(classWeights);
  }

  /** The defaults. */
  public static LossSettings usual() {
    return new LossSettings(Optional.empty(), List.of(), false, 0, 2, 1);
  }

  /**
   * The loss to train a model for a target by.
   *
   * @param labels of the training rows; asked for only where classes are balanced
   */
  public Loss create(Target target, Supplier<int[]> labels) {
    LossKind chosen = kind.orElseGet(() -> LossKind.of(target.output()));
    return balanced && target.output() == OutputKind.LOGITS
        ? chosen.create(weighted(balancedWeights(labels.get(), target.answers().size())))
        : chosen.create(this);
  }

  /** {@code rows / (classes · rows of the class)}, as scikit-learn's; 1 of a class without rows. */
  private static List<Double> balancedWeights(int[] labels, int classes) {
    long[] counts = new long[classes];
    for (int label : labels) {
      counts[label]++;
    }
    double each = (double) labels.length / classes;
    return Arrays.stream(counts).mapToObj(count -> count == 0 ? 1.0 : each / count).toList();
  }

  private LossSettings weighted(List<Double> weights) {
    return new LossSettings(kind, weights, false, labelSmoothing, focalGamma, huberDelta);
  }
}
