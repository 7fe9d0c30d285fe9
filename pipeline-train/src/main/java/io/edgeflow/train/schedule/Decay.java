package io.edgeflow.train.schedule;

import java.util.Locale;

/**
 * How the learning rate goes after the warm-up, as PyTorch's {@code lr_scheduler} of the name gives
 * it. A closed form of the step alone, so that training can go on at any of them.
 */
public sealed interface Decay {
  /**
   * The rate of a step.
   *
   * @param rate the configured learning rate
   * @param step from 0
   * @param length how long all of it is
   */
  double at(double rate, long step, Length length);

  /**
   * How many steps there are.
   *
   * @param steps all of them, at least 1
   * @param stepsPerEpoch at least 1
   */
  record Length(long steps, long stepsPerEpoch) {}

  /** The decays that a configuration can name. */
  enum Kind {
    /** {@link Constant}. */
    CONSTANT,
    /** {@link Step}. */
    STEP,
    /** {@link Cosine}. */
    COSINE,
    /** {@link OneCycle}. */
    ONE_CYCLE;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The learning rate itself. */
  record Constant() implements Decay {
    @Override
    public double at(double rate, long step, Length length) {
      return rate;
    }
  }

  /**
   * {@code rate · factor^k} after k times so many epochs ({@code StepLR}).
   *
   * @param epochs at least 1
   * @param factor above 0 and at most 1
   */
  record Step(int epochs, double factor) implements Decay {
    /** Checks the ranges. */
    public Step {
      if (epochs < 1 || !(factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException(factor + " every " + epochs + " epochs");
      }
    }

    @Override
    public double at(double rate, long step, Length length) {
      long times = step / (epochs * length.stepsPerEpoch());
      return rate * Math.pow(factor, (double) times);
    }
  }

  /**
   * {@code least + (rate - least) (1 + cos(pi · step / steps)) / 2} ({@code CosineAnnealingLR}
   * taken a step at a time; Loshchilov and Hutter 2017).
   *
   * @param least at least 0
   */
  record Cosine(double least) implements Decay {
    /** Checks the range. */
    public Cosine {
      if (!(least >= 0) || Double.isInfinite(least)) {
        throw new IllegalArgumentException("A least rate of " + least);
      }
    }

    @Override
    public double at(double rate, long step, Length length) {
      return annealed(rate, least, (double) step / length.steps());
    }
  }

  /**
   * From {@code rate / 25} up to the rate within the first 30 % of the steps, and down to {@code
   * rate / 250000}, both along a cosine ({@code OneCycleLR}, the momentum left alone; Smith and
   * Topin 2018).
   */
  record OneCycle() implements Decay {
    private static final double RISE = 0.3;
    private static final double FIRST = 1.0 / 25;
    private static final double LAST = FIRST / 1e4;

    @Override
    public double at(double rate, long step, Length length) {
      double top = RISE * length.steps() - 1;
      double end = length.steps() - 1;
      return step <= top
          ? annealed(rate * FIRST, rate, step / top)
          : annealed(rate, rate * LAST, (step - top) / (end - top));
    }
  }

  private static double annealed(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
  }
}
