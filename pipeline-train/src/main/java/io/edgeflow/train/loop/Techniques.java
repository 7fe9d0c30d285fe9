package io.edgeflow.train.loop;

import io.edgeflow.train.optimizer.WeightAverage;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What training does beside plain steps; none of it unless it is asked for.
 *
 * @param emaDecay of the {@link WeightAverage} that is evaluated and given in place of the weights
 *     after the last step; at least 0 and below 1; empty for none
 */
public record Techniques(OptionalDouble emaDecay) {
  private static final Techniques NONE = new Techniques(OptionalDouble.empty());

  /** Checks the ranges. */
  public Techniques {
    emaDecay.ifPresent(WeightAverage::new);
  }

  /** Plain steps. */
  public static Techniques none() {
    return NONE;
  }

  /** The same with an average of the weights. */
  public Techniques withEmaDecay(double decay) {
    return new Techniques(OptionalDouble.of(decay));
  }

  /** A new average of the weights, where there is one. */
  Optional<WeightAverage> average() {
    return emaDecay.isPresent()
        ? Optional.of(new WeightAverage(emaDecay.getAsDouble()))
        : Optional.empty();
  }
}
