package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Percentile;
import io.edgeflow.core.predict.Postprocessing;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Measures any predictor, the trained graph or an exported file in its runtime, on a split.
 *
 * <pre>{@code
 * Thresholds thresholds = ModelEvaluator.thresholds(predictor, data.validation(), progress);
 * Evaluation test = ModelEvaluator.evaluate(predictor, data.test(), thresholds, progress);
 * }</pre>
 */
public final class ModelEvaluator {
  private static final int BATCH = 128;
  private static final int MOST_SCORES = 1 << 24;

  private ModelEvaluator() {}

  /** Takes the answers to rows {@code from} to {@code to} (exclusive). */
  @FunctionalInterface
  private interface Answers {
    void add(int from, int to, float[] answers);
  }

  /**
   * When an answer of this predictor counts: for reconstructions, the smallest error that at least
   * the target's quantile of the validation rows do not exceed (nearest rank); for other targets no
   * row is looked at. Another file of the same network has thresholds of its own.
   *
   * @param validation normal rows
   * @throws PipelineException as {@link #evaluate}
   */
  public static Thresholds thresholds(Predictor predictor, Split validation, Progress progress) {
    return validation
        .target()
        .map(
            new Target.Cases<>() {
              @Override
              public Thresholds classes(ClassTarget target) {
                return Thresholds.NONE;
              }

              @Override
              public Thresholds values(ValueTarget target) {
                return Thresholds.NONE;
              }

              @Override
              public Thresholds self(SelfTarget target) {
                double[] errors = errors(predictor, validation, progress);
                return Thresholds.NONE.withAnomaly(Percentile.of(target.quantile(), errors));
              }
            });
  }

  /**
   * Measures a predictor on every row of a split, in batches.
   *
   * @param thresholds the predictor's own, see {@link #thresholds}
   * @throws PipelineException if the split is empty, the outputs do not fit its target, or one is
   *     not finite
   */
  public static Evaluation evaluate(
      Predictor predictor, Split split, Thresholds thresholds, Progress progress) {
    return evaluate(predictor, split, thresholds, (from, to, answers) -> {}, progress);
  }

  /** Measures like {@link #evaluate}, and picks samples for people to look at on the way. */
  public static Evaluation evaluate(
      Predictor predictor,
      Split split,
      Thresholds thresholds,
      AnswerGallery gallery,
      Progress progress) {
    return evaluate(predictor, split, thresholds, gallery::add, progress);
  }

  /**
   * How far a classifier's probabilities can be trusted; empty for other targets.
   *
   * @param validation what the temperature is fitted on, of the first {@value #MOST_SCORES} scores
   * @throws PipelineException as {@link #evaluate}
   */
  public static Optional<Calibration> calibration(
      Predictor predictor, Split validation, Split test, Progress progress) {
    if (test.target().output() != OutputKind.LOGITS) {
      return Optional.empty();
    }
    int classes = test.target().answers().size();
    int rows = Math.min(validation.rows(), MOST_SCORES / classes);
    requireRows(validation);
    float[] scores = new float[rows * classes];
    walk(
        "calibration",
        predictor,
        validation,
        rows,
        progress,
        (from, to, answers) ->
            System.arraycopy(answers, 0, scores, from * classes, (to - from) * classes));
    int[] labels = Arrays.copyOf(validation.labels(), rows);
    double temperature = Calibration.temperature(scores, labels);
    Reliability.Counter before = new Reliability.Counter();
    Reliability.Counter after = new Reliability.Counter();
    int[] truth = test.labels();
    walk(
        "calibration",
        predictor,
        test,
        test.rows(),
        progress,
        (from, to, answers) -> {
          for (int row = from; row < to; row++) {
            before.add(answers, (row - from) * classes, classes, truth[row], 1);
            after.add(answers, (row - from) * classes, classes, truth[row], temperature);
          }
        });
    return Optional.of(new Calibration(temperature, before.counted(), after.counted()));
  }

  private static Evaluation evaluate(
      Predictor predictor, Split split, Thresholds thresholds, Answers also, Progress progress) {
    return tally(predictor, split, thresholds, also, progress).evaluation();
  }

  /** The answers to all rows, added up. */
  static Tally tally(Predictor predictor, Split split, Thresholds thresholds, Progress progress) {
    return tally(predictor, split, thresholds, (from, to, answers) -> {}, progress);
  }

  private static Tally tally(
      Predictor predictor, Split split, Thresholds thresholds, Answers also, Progress progress) {
    requireRows(split);
    Tally tally = Tally.of(split, thresholds, true);
    walk(
        "evaluate",
        predictor,
        split,
        split.rows(),
        progress,
        (from, to, answers) -> {
          tally.add(from, to, answers);
          also.add(from, to, answers);
        });
    return tally;
  }

  private static double[] errors(Predictor predictor, Split validation, Progress progress) {
    requireRows(validation);
    double[] errors = new double[validation.rows()];
    walk(
        "threshold",
        predictor,
        validation,
        validation.rows(),
        progress,
        (from, to, answers) -> {
          for (int row = from; row < to; row++) {
            errors[row] = answers[row - from];
          }
        });
    return errors;
  }

  /**
   * Refuses what nothing can be measured on.
   *
   * @throws PipelineException if the split is empty
   */
  public static void requireRows(Split split) {
    if (split.rows() == 0) {
      throw PipelineException.failed("The " + split.name() + " split has no rows to measure on")
          .remedy("give more data, or a larger share in data_pipeline.split")
          .build();
    }
  }

  private static void walk(
      String what, Predictor predictor, Split split, int rows, Progress progress, Answers answers) {
    try (Progress.Task task = progress.start(what, rows, "samples")) {
      for (int from = 0; from < rows; from += BATCH) {
        int to = Math.min(from + BATCH, rows);
        answers.add(from, to, answers(predictor, split, from, to));
        task.step(to - from);
      }
    }
  }

  private static float[] answers(Predictor predictor, Split split, int from, int to) {
    Tensor features = split.batch(from, to);
    Tensor output = predictor.predict(features);
    int each = split.target().outputs(split.spec().size());
    if (output.dim(0) != to - from || output.size() != (to - from) * each) {
      throw PipelineException.failed("The model's output does not fit the target")
          .found(output)
          .limit((to - from) + " rows of " + each + " numbers")
          .where(predictor.runtime())
          .build();
    }
    float[] answers = Postprocessing.answers(split.target(), features, output).toFloats();
    for (float answer : answers) {
      if (!Float.isFinite(answer)) {
        throw PipelineException.failed("An answer is not a finite number")
            .found(answer)
            .where(predictor.runtime())
            .build();
      }
    }
    return answers;
  }
}
