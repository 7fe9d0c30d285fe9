package io.edgeflow.train.loss;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.OutputKind;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A loss of numbers by how far each is from its truth, as a model gives them: values in deviations
 * of the training rows, or preprocessed features. The loss of a batch is the mean over rows and
 * numbers, as PyTorch's.
 */
public sealed interface NumberLoss extends Loss {
  /** The loss of one number that is this much above its truth. */
  double at(double difference);

  /** The derivative of {@link #at}; 0 where there is none. */
  double slope(double difference);

  @Override
  default Optional<ModelGraph> teacher() {
    return Optional.empty();
  }

  @Override
  default boolean supports(OutputKind output) {
    return output != OutputKind.LOGITS;
  }

  @Override
  default boolean takesBlends() {
    return true;
  }

  @Override
  default Loss onValidation() {
    return this;
  }

  @Override
  default Teaching taughtBy(ModelGraph teacherGraph, double temperature, double alpha) {
    return new Loss.ValueDistillation(teacherGraph, this, alpha);
  }

  @Override
  default BatchLoss of(float[] outputs, BatchTruth truth, Supplier<float[]> teacherOutputs) {
    return BatchLoss.ofNumbers(outputs, truth, this);
  }

  /** {@code d²}. */
  record Squared() implements NumberLoss {
    @Override
    public double at(double difference) {
      return difference * difference;
    }

    @Override
    public double slope(double difference) {
      return 2 * difference;
    }
  }

  /** {@code |d|}. */
  record Absolute() implements NumberLoss {
    @Override
    public double at(double difference) {
      return Math.abs(difference);
    }

    @Override
    public double slope(double difference) {
      return Math.signum(difference);
    }
  }

  /**
   * {@code d² / 2} up to delta, {@code delta (|d| - delta / 2)} beyond (Huber 1964).
   *
   * @param delta above 0
   */
  record Huber(double delta) implements NumberLoss {
    /** Checks delta. */
    public Huber {
      if (!(delta > 0) || Double.isInfinite(delta)) {
        throw new IllegalArgumentException("A delta of " + delta);
      }
    }

    @Override
    public double at(double difference) {
      double size = Math.abs(difference);
      return size < delta ? 0.5 * difference * difference : delta * (size - 0.5 * delta);
    }

    @Override
    public double slope(double difference) {
      return Math.abs(difference) < delta ? difference : delta * Math.signum(difference);
    }
  }
}
