package io.edgeflow.train.optimizer;

import io.edgeflow.train.optimizer.Optimizer.Kind;

/**
 * An optimizer with its parameters.
 *
 * @param weightDecay how strongly every trainable weight, biases and normalization included, is
 *     pulled to zero, as PyTorch does for all parameters that it is given; at least 0
 * @param momentum of {@code sgd} and {@code rmsprop}, at least 0 and below 1; 0 of the others
 * @param nesterov whether {@code sgd} looks ahead
 */
public record OptimizerSettings(Kind kind, double weightDecay, double momentum, boolean nesterov) {
  private static final double SGD_MOMENTUM = 0.9;
  private static final double ADAMW_DECAY = 0.01;

  /** Checks the ranges and that each parameter belongs to the kind. */
  public OptimizerSettings {
    boolean inRange = weightDecay >= 0 && weightDecay < 1e9 && momentum >= 0 && momentum < 1;
    boolean fits = (momentum == 0 || hasMomentum(kind)) && (!nesterov || kind == Kind.SGD);
    if (!inRange || !fits || (nesterov && momentum == 0)) {
      throw new IllegalArgumentException(
          kind.id() + ", decay " + weightDecay + ", momentum " + momentum + ", " + nesterov);
    }
  }

  /** A kind with its defaults. */
  public static OptimizerSettings of(Kind kind) {
    return new OptimizerSettings(kind, defaultDecay(kind), defaultMomentum(kind), false);
  }

  /** Whether a kind takes a momentum. */
  public static boolean hasMomentum(Kind kind) {
    return kind == Kind.SGD || kind == Kind.RMSPROP;
  }

  /** 0.01 of {@code adamw}, as PyTorch's, else none. */
  public static double defaultDecay(Kind kind) {
    return kind == Kind.ADAMW ? ADAMW_DECAY : 0;
  }

  /** 0.9 of {@code sgd}, else none. */
  public static double defaultMomentum(Kind kind) {
    return kind == Kind.SGD ? SGD_MOMENTUM : 0;
  }

  /** A new optimizer without state yet. */
  public Optimizer create() {
    return switch (kind) {
      case ADAM -> new Adam(weightDecay, false);
      case ADAMW -> new Adam(weightDecay, true);
      case SGD -> new Sgd(weightDecay, momentum, nesterov);
      case RMSPROP -> new RmsProp(weightDecay, momentum);
    };
  }
}
