package io.edgeflow.train.loss;

import io.edgeflow.core.sample.OutputKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The losses that a configuration can name. */
public enum LossKind {
  /** {@link Loss.CrossEntropy}. */
  CROSS_ENTROPY(delta -> new Loss.CrossEntropy()),
  /** {@link NumberLoss.Squared}. */
  MSE(delta -> new NumberLoss.Squared()),
  /** {@link NumberLoss.Absolute}. */
  MAE(delta -> new NumberLoss.Absolute()),
  /** {@link NumberLoss.Huber}. */
  HUBER(NumberLoss.Huber::new);

  private final DoubleFunction<Loss> maker;

  LossKind(DoubleFunction<Loss> maker) {
    this.maker = maker;
  }

  /** The word in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The words of those that can train a model with this output. */
  public static List<String> idsFor(OutputKind output) {
    return Arrays.stream(values()).filter(k -> k.supports(output)).map(LossKind::id).toList();
  }

  /** Whether it can train a model with this output. */
  public boolean supports(OutputKind output) {
    return create(1).supports(output);
  }

  /**
   * The loss.
   *
   * @param delta of the Huber loss; not looked at by the others
   */
  public Loss create(double delta) {
    return maker.apply(delta);
  }
}
