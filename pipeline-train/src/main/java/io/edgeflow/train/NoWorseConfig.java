package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Bounds;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.Interval;
import io.edgeflow.train.evaluation.PairedComparison;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much worse than the last accepted model a new one may be, on the same test rows, in the one
 * metric; no other is compared, whatever {@code evaluation.metrics} reports.
 *
 * @param metric empty for the one that the target is judged by, see {@link
 *     io.edgeflow.core.sample.Target#primary}
 * @param margin in the unit of the metric
 * @param confidence that a model which is worse by more than the margin does not pass
 */
public record NoWorseConfig(Optional<String> metric, double margin, double confidence) {
  /** In what. */
  public static final Field<String> METRIC =
      Field.choice(
              "metric",
              null,
              Stream.of(OutputKind.values())
                  .flatMap(output -> PairedComparison.names(output).stream())
                  .distinct()
                  .toList(),
              "the one metric that is compared; default: accuracy of classes, rmse of values,"
                  + " roc_auc of known anomalies or else reconstruction_error")
          .limit();

  /** How much worse. */
  public static final Field<Double> MARGIN =
      Field.number(
              "margin",
              null,
              0,
              1e9,
              "how much worse than the last accepted model a new one may be, in metric and in no"
                  + " other; default: not compared")
          .limit();

  /** How sure that is to be. */
  public static final Field<Double> CONFIDENCE =
      Field.number(
              "confidence",
              0.95,
              0.5,
              0.9999,
              "one-sided, that a model which is worse by more does not pass")
          .in("ratio")
          .limit();

  /** The section. */
  public static final Field<Section> NO_WORSE =
      Field.section(
              "no_worse",
              FieldTable.of(METRIC, MARGIN, CONFIDENCE),
              "the last accepted model as a limit, on the same test rows")
          .limit();

  static final String CHECK = "gain_over_accepted";

  /** Rows below which nothing is said. */
  private static final int FEWEST_PAIRS = 30;

  /** In the metric that the target is judged by. */
  public NoWorseConfig(double margin, double confidence) {
    this(Optional.empty(), margin, confidence);
  }

  static Optional<NoWorseConfig> from(Section evaluation, Problems problems) {
    Section section = evaluation.get(NO_WORSE);
    Optional<String> metric = section.find(METRIC);
    double confidence = section.get(CONFIDENCE);
    if (metric.isPresent() && !section.isWritten(MARGIN)) {
      section.refuse(problems, METRIC, "needs margin, without which nothing is compared");
    }
    return section.find(MARGIN).map(margin -> new NoWorseConfig(metric, margin, confidence));
  }

  /** Refuses a metric that a target has not. */
  static void refuseMisfits(Section evaluation, OutputKind output, Problems problems) {
    Section section = evaluation.get(NO_WORSE);
    List<String> known = PairedComparison.names(output);
    section
        .find(METRIC)
        .filter(metric -> !known.contains(metric))
        .ifPresent(
            metric ->
                section.refuse(
                    problems,
                    METRIC,
                    metric + " is not compared of " + output.id() + "; choose from " + known));
  }

  /** What is compared, of the new model. */
  Metric judged(Evaluation test) {
    return metric.map(test::metric).orElseGet(test::primary);
  }

  /** FAIL where the gain is below the margin, INCONCLUSIVE where it may be. */
  Check check(@Nullable PairedComparison found, Metric judged) {
    if (found == null) {
      return Check.notApplicable(
          CHECK, -margin, judged.unit(), "no run of this workflow accepted a model before");
    }
    Metric gain =
        new Metric(
            CHECK, found.gain(), judged.unit(), Direction.HIGHER_IS_BETTER, judged.samples());
    if (found.incomparable() != null) {
      return Check.judge(
          gain,
          Comparison.AT_LEAST,
          -margin,
          Long.MAX_VALUE,
          "the model of the run %s cannot be compared: %s; let it pass once by allow_inconclusive: [%s]"
              .formatted(found.run(), found.incomparable(), CHECK));
    }
    Interval interval = found.interval();
    String remedy =
        "%s is compared, no other metric: train for more epochs or on more data, keep the model of the run %s, or change model_training.evaluation.no_worse.margin"
            .formatted(found.metric(), found.run());
    if (interval == null || (gain.samples() < FEWEST_PAIRS && !found.same())) {
      return Check.judge(gain, Comparison.AT_LEAST, -margin, Long.MAX_VALUE, tooFew(found));
    }
    Bounds bounds = new Bounds(interval.low(), interval.high(), confidence);
    Verdict verdict =
        gain.value() < -margin
            ? Verdict.FAIL
            : bounds.lower() < -margin ? Verdict.INCONCLUSIVE : Verdict.PASS;
    return Check.tested(
        gain,
        Comparison.AT_LEAST,
        -margin,
        verdict,
        bounds,
        verdict == Verdict.FAIL ? remedy : tooFew(found));
  }

  private static String tooFew(PairedComparison found) {
    return "give more test rows, which tell the "
        + found.metric()
        + " of the models apart, or change model_training.evaluation.no_worse.margin";
  }
}
