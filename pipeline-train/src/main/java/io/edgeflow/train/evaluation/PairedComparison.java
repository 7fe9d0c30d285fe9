package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model beside an accepted one, on the same test rows.
 *
 * @param run that accepted the other model
 * @param sha256 of the other model's file
 * @param metric that they are compared in
 * @param accepted the other model's value; NaN where it cannot be measured
 * @param gain how much better the new model is, whatever the metric's direction; NaN as before
 * @param confidence of either end of the interval
 * @param interval between what the true gain lies: Bonett's and Price's of accuracy, of others the
 *     middle of a paired bootstrap; null where that cannot be told
 * @param same whether the two are one model
 * @param discordant on which rows of classes the two differ; null of other targets
 * @param incomparable why the other model cannot be measured; null where it can
 */
public record PairedComparison(
    String run,
    String sha256,
    String metric,
    double accepted,
    double gain,
    double confidence,
    @Nullable Interval interval,
    boolean same,
    @Nullable McNemar discordant,
    @Nullable String incomparable) {
  /** Of the scores of classes: without an interval, or with one of not too many rows alone. */
  private static final Set<String> OF_SCORES = Set.of("roc_auc", "pr_auc", "brier", "ece");

  /**
   * A predictor with the rows as it sees them.
   *
   * @param thresholds its own
   */
  public record Side(Predictor predictor, Split test, Thresholds thresholds) {
    private Tally tally(Progress progress) {
      return ModelEvaluator.tally(predictor, test, thresholds, progress);
    }
  }

  /** A comparison with a model that is the new one. */
  public static PairedComparison same(String run, String sha256, Metric judged, double confidence) {
    return new PairedComparison(
        run,
        sha256,
        judged.name(),
        judged.value(),
        0,
        confidence,
        new Interval(0, 0),
        true,
        null,
        null);
  }

  /** A comparison that cannot be made. */
  public static PairedComparison none(
      String run, String sha256, Metric judged, double confidence, String why) {
    return new PairedComparison(
        run, sha256, judged.name(), Double.NaN, Double.NaN, confidence, null, false, null, why);
  }

  /**
   * The metrics that two models for a target can be compared in, whatever the number of rows: those
   * of which a difference has an interval.
   */
  public static List<String> names(OutputKind output) {
    return Evaluation.names(output).stream()
        .filter(name -> output != OutputKind.LOGITS || !OF_SCORES.contains(name))
        .toList();
  }

  /**
   * Measures both on the same rows.
   *
   * @param metric one of {@link #names}
   * @throws io.edgeflow.core.error.PipelineException as {@link ModelEvaluator#evaluate}
   */
  public static PairedComparison of(
      String run,
      String sha256,
      Side own,
      Side other,
      String metric,
      double confidence,
      Progress progress) {
    Tally ours = own.tally(progress);
    Tally theirs = other.tally(progress);
    Metric mine = ours.evaluation().metric(metric);
    double accepted = theirs.evaluation().metric(metric).value();
    boolean low = mine.direction() == Direction.LOWER_IS_BETTER;
    boolean[] right = ours.right();
    McNemar discordant = right.length == 0 ? null : McNemar.of(right, theirs.right());
    boolean ofRightRows = metric.equals(ours.evaluation().primary().name());
    double tail = 1 - confidence;
    Optional<Interval> interval =
        discordant == null || !ofRightRows
            ? ours.resamples()
                .less(theirs.resamples(), mine.name(), tail)
                .map(found -> low ? new Interval(-found.high(), -found.low()) : found)
            : Optional.of(discordant.gain(tail));
    return new PairedComparison(
        run,
        sha256,
        mine.name(),
        accepted,
        low ? accepted - mine.value() : mine.value() - accepted,
        confidence,
        interval.orElse(null),
        false,
        discordant,
        null);
  }
}
