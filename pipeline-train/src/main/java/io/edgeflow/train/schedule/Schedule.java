package io.edgeflow.train.schedule;

/**
 * The learning rate of each step: a linear warm-up, then a {@link Decay} over the steps that are
 * left.
 *
 * <p>Step {@code t} of {@code W} steps of warm-up has {@code rate · (t + 1) / W}: PyTorch's {@code
 * SequentialLR} of a {@code LinearLR} that starts at {@code 1 / W} (Goyal et al. 2017).
 *
 * @param decay what comes after the warm-up
 * @param warmupEpochs how long the rate rises, at least 0; parts of an epoch are rounded to steps.
 *     A training of fewer epochs has it through to its end
 */
public record Schedule(Decay decay, double warmupEpochs) {
  /** Checks the range. */
  public Schedule {
    if (!(warmupEpochs >= 0) || Double.isInfinite(warmupEpochs)) {
      throw new IllegalArgumentException("A warm-up of " + warmupEpochs + " epochs");
    }
  }

  /** The same rate in every step. */
  public static Schedule constant() {
    return new Schedule(new Decay.Constant(), 0);
  }

  /**
   * The rate of a step.
   *
   * @param rate the configured learning rate, the highest of all steps
   * @param step from 0
   * @param length of the whole training
   */
  public double at(double rate, long step, Decay.Length length) {
    long warmup = Math.min(Math.round(warmupEpochs * length.stepsPerEpoch()), length.steps());
    if (step < warmup) {
      return rate * (step + 1) / warmup;
    }
    long left = length.steps() - warmup;
    return decay.at(rate, step - warmup, new Decay.Length(left, length.stepsPerEpoch()));
  }
}
