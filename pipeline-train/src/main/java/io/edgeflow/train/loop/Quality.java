package io.edgeflow.train.loop;

import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.loss.BatchTruth;
import java.util.Optional;

/** Counts how good the outputs of batches are, beside their loss. */
interface Quality {
  /** For example {@code accuracy}. */
  String name();

  /** Adds a batch. */
  void add(float[] outputs, BatchTruth truth);

  /** Over all batches so far. */
  double value();

  /** The accuracy of classes, the RMSE of values; of a reconstruction the loss says all. */
  static Optional<Quality> of(Target target) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Optional<Quality> classes(ClassTarget classes) {
            return Optional.of(new Accuracy());
          }

          @Override
          public Optional<Quality> values(ValueTarget values) {
            return Optional.of(new Rmse(values));
          }

          @Override
          public Optional<Quality> self(SelfTarget self) {
            return Optional.empty();
          }
        });
  }

  /** The share of rows whose highest score, the first of equals, is their label's. */
  final class Accuracy implements Quality {
    private long correct;
    private long rows;

    @Override
    public String name() {
      return "accuracy";
    }

    @Override
    public void add(float[] outputs, BatchTruth truth) {
      int[] labels = truth.labels();
      int classes = outputs.length / labels.length;
      for (int row = 0; row < labels.length; row++) {
        correct += Argmax.of(outputs, row * classes, classes) == labels[row] ? 1 : 0;
      }
      rows += labels.length;
    }

    @Override
    public double value() {
      return (double) correct / rows;
    }
  }

  /** The root mean squared error in the units of the data, the mean over the values. */
  final class Rmse implements Quality {
    private final ValueTarget target;
    private final double[] squares;
    private long rows;

    private Rmse(ValueTarget target) {
      this.target = target;
      this.squares = new double[target.columns().size()];
    }

    @Override
    public String name() {
      return "rmse";
    }

    @Override
    public void add(float[] outputs, BatchTruth truth) {
      float[] wanted = truth.numbers();
      for (int i = 0; i < outputs.length; i++) {
        double difference = (double) outputs[i] - wanted[i];
        squares[i % squares.length] += difference * difference;
      }
      rows += truth.rows();
    }

    @Override
    public double value() {
      double sum = 0;
      for (int i = 0; i < squares.length; i++) {
        sum += target.deviations().get(i) * Math.sqrt(squares[i] / rows);
      }
      return sum / squares.length;
    }
  }
}
