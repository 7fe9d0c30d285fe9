package io.edgeflow.train.reference;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.evaluation.ModelEvaluator;
import java.util.Optional;

/**
 * What a simple model reaches on the same test split, by the metric that a model is judged by. A
 * network that is no better than these is not worth its size.
 *
 * @param model its name, {@code logistic regression} or {@code linear regression}
 * @param rows training rows that it saw
 * @param value of the primary metric
 * @param constant of the primary metric, of the answer that suits most training rows: the most
 *     frequent class, or the mean
 */
public record Reference(String model, long rows, double value, double constant) {
  /**
   * Fits and measures a reference model; none of reconstructions.
   *
   * @param seed of the order in which rows are seen
   */
  public static Optional<Reference> measure(Dataset data, long seed, Progress progress) {
    return data.train()
        .target()
        .map(
            new Target.Cases<Optional<LinearModel>>() {
              @Override
              public Optional<LinearModel> classes(ClassTarget target) {
                return Optional.of(LinearClassifier.fit(LinearRows.of(data.train()), target, seed));
              }

              @Override
              public Optional<LinearModel> values(ValueTarget target) {
                return Optional.of(LinearRegression.fit(LinearRows.of(data.train()), target, seed));
              }

              @Override
              public Optional<LinearModel> self(SelfTarget target) {
                return Optional.empty();
              }
            })
        .map(model -> measured(model, data.test(), progress));
  }

  /** How much better a model is, in the unit of its metric; negative where it is worse. */
  public double gain(Metric primary) {
    double more = primary.value() - value;
    return primary.direction() == Direction.LOWER_IS_BETTER ? -more : more;
  }

  private static Reference measured(LinearModel model, Split test, Progress progress) {
    return new Reference(
        model.name(),
        model.rows(),
        value(model, test, progress),
        value(model.constant(), test, progress));
  }

  private static double value(Predictor model, Split test, Progress progress) {
    return ModelEvaluator.evaluate(model, test, Thresholds.NONE, progress).primary().value();
  }
}
