package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Counts;
import io.edgeflow.core.report.Panel.Point;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.train.SliceConfig;
import io.edgeflow.train.evaluation.Calibration;
import io.edgeflow.train.evaluation.ClassEvaluation;
import io.edgeflow.train.evaluation.ClassEvaluation.ClassMetrics;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.Interval;
import io.edgeflow.train.evaluation.Intervals;
import io.edgeflow.train.evaluation.McNemar;
import io.edgeflow.train.evaluation.PairedComparison;
import io.edgeflow.train.evaluation.SelfEvaluation;
import io.edgeflow.train.evaluation.SliceEvaluation;
import io.edgeflow.train.evaluation.ValueEvaluation;
import io.edgeflow.train.reference.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the report shows of how well a model does on the test split. */
final class EvaluationPanels {
  private static final int MOST_CLASSES = 50;
  private static final int MOST_SLICES = 50;

  private EvaluationPanels() {}

  static List<Panel> of(Evaluation test, List<String> labels) {
    List<Panel> panels = new ArrayList<>(ofTarget(test, labels));
    panels.add(metrics(test));
    return panels;
  }

  /** Whether a classifier is right as often as it says. */
  static Panel of(Calibration calibration) {
    List<Point> points =
        calibration.before().bins().stream()
            .map(bin -> new Point(bin.confidence(), bin.accuracy()))
            .toList();
    return new Panel.Scatter(
        "Calibration on test: error %s, %s"
            .formatted(Numbers.of(calibration.before().error()), cooled(calibration)),
        "probability of the class that is named",
        "share that is right",
        points);
  }

  private static String cooled(Calibration calibration) {
    return calibration.temperature() == 1
        ? "no wrong validation row to fit a temperature on"
        : Numbers.of(calibration.after().error())
            + " with temperature "
            + Numbers.of(calibration.temperature());
  }

  /** What simple models reach beside the trained one. */
  static Panel of(Metric primary, Reference reference) {
    return new Panel.Table(
        "Beside simple models on test",
        List.of("model", primary.name()),
        List.of(false, true),
        List.of(
            List.of("trained model", Numbers.of(primary.value())),
            List.of(
                reference.model() + " on " + reference.rows() + " rows",
                Numbers.of(reference.value())),
            List.of("the same answer always", Numbers.of(reference.constant()))));
  }

  /** The last accepted model on the same rows. */
  static Panel of(Evaluation test, PairedComparison found) {
    List<List<String>> rows = new ArrayList<>();
    Metric own = test.metric(found.metric());
    rows.add(List.of("trained model, " + own.name(), Numbers.of(own.value())));
    if (found.incomparable() != null) {
      rows.add(List.of("cannot be compared", found.incomparable()));
    } else {
      rows.add(List.of("accepted model, " + found.metric(), Numbers.of(found.accepted())));
      rows.add(List.of("gain", found.same() ? "none: one model" : Numbers.of(found.gain())));
      Interval interval = found.interval();
      if (interval != null && !found.same()) {
        rows.add(
            List.of(
                "gain, each end at a confidence of " + Numbers.of(found.confidence()),
                Numbers.of(interval.low()) + " to " + Numbers.of(interval.high())));
      }
      McNemar discordant = found.discordant();
      if (discordant != null) {
        rows.add(
            List.of(
                "rows that only one has right, accepted and trained",
                discordant.lost() + " and " + discordant.gained()));
        rows.add(List.of("p of that, exact McNemar", Numbers.of(discordant.probability())));
      }
    }
    return new Panel.Table(
        "Beside the last accepted model on the same test rows, of run " + found.run(),
        List.of("what", "value"),
        List.of(false, true),
        rows);
  }

  /** The slices of the test rows, the worst first. */
  static Panel of(Evaluation test, List<SliceEvaluation> slices, SliceConfig judged) {
    Metric whole = test.primary();
    String name = whole.name();
    Comparator<SliceEvaluation> byValue =
        Comparator.comparingDouble(slice -> slice.metric(name).orElseThrow().value());
    boolean low = whole.direction() == Direction.LOWER_IS_BETTER;
    List<List<String>> rows = new ArrayList<>();
    slices.stream()
        .sorted(low ? byValue.reversed() : byValue)
        .sorted(Comparator.comparing(slice -> !judged.judges(slice)))
        .limit(MOST_SLICES)
        .forEach(
            slice ->
                rows.add(
                    List.of(
                        slice.label(),
                        Long.toString(slice.samples()),
                        Numbers.of(slice.metric(name).orElseThrow().value()),
                        judged.judges(slice) ? end(slice.intervals(), name, Interval::low) : "",
                        judged.judges(slice) ? end(slice.intervals(), name, Interval::high) : "",
                        judged.judges(slice) ? "" : "too few rows")));
    rows.add(
        List.of(
            "all",
            Long.toString(whole.samples()),
            Numbers.of(whole.value()),
            end(test.intervals(), name, Interval::low),
            end(test.intervals(), name, Interval::high),
            ""));
    return new Panel.Table(
        "Slices of test, the worst first" + left(slices.size()),
        List.of("slice", "rows", name, "from", "to", ""),
        List.of(false, true, true, true, true, false),
        rows);
  }

  private static String left(int slices) {
    return slices > MOST_SLICES ? " (%d of %d)".formatted(MOST_SLICES, slices) : "";
  }

  /** Every metric with the interval in which its true value lies. */
  private static Panel metrics(Evaluation test) {
    return new Panel.Table(
        "Metrics on test, with 95 % intervals",
        List.of("metric", "value", "from", "to"),
        List.of(false, true, true, true),
        test.metrics().stream()
            .map(
                metric ->
                    List.of(
                        metric.name(),
                        Numbers.of(metric.value()),
                        end(test.intervals(), metric.name(), Interval::low),
                        end(test.intervals(), metric.name(), Interval::high)))
            .toList());
  }

  private static String end(Intervals intervals, String metric, ToDoubleFunction<Interval> end) {
    return intervals.of(metric).map(interval -> Numbers.of(end.applyAsDouble(interval))).orElse("");
  }

  /** The classes, the worst first. */
  private static Panel each(ClassEvaluation test, List<String> labels) {
    return new Panel.Table(
        "Each class on test, the worst first",
        List.of("class", "rows", "precision", "recall", "F1"),
        List.of(false, true, true, true, true),
        test.classes().stream()
            .sorted(Comparator.comparingDouble(ClassMetrics::f1))
            .limit(MOST_CLASSES)
            .map(
                one ->
                    List.of(
                        labels.get(one.label()),
                        Long.toString(one.support()),
                        Numbers.of(one.precision()),
                        Numbers.of(one.recall()),
                        Numbers.of(one.f1())))
            .toList());
  }

  private static List<Panel> ofTarget(Evaluation test, List<String> labels) {
    return test.map(
        new Evaluation.Cases<>() {
          @Override
          public List<Panel> classes(ClassEvaluation classes) {
            return List.of(
                new Panel.Confusion("Confusion matrix on test", labels, classes.confusion()),
                each(classes, labels));
          }

          @Override
          public List<Panel> values(ValueEvaluation values) {
            List<Panel> panels = new ArrayList<>();
            panels.add(scatter(values));
            if (values.values().size() > 1) {
              panels.add(table(values));
            }
            return panels;
          }

          @Override
          public List<Panel> self(SelfEvaluation self) {
            return List.of(errors(self));
          }
        });
  }

  private static Panel scatter(ValueEvaluation values) {
    String name = values.values().get(0).column();
    List<Point> points =
        values.pairs().stream().map(pair -> new Point(pair.truth(), pair.predicted())).toList();
    return new Panel.Scatter(
        "Predicted and true " + name + " on test", "true " + name, "predicted " + name, points);
  }

  private static Panel table(ValueEvaluation values) {
    return new Panel.Table(
        "Each value on test",
        List.of("value", "RMSE", "MAE", "R²"),
        List.of(false, true, true, true),
        values.values().stream()
            .map(
                value ->
                    List.of(
                        value.column(),
                        Numbers.of(value.rmse()),
                        Numbers.of(value.mae()),
                        Numbers.of(value.r2())))
            .toList());
  }

  private static Panel errors(SelfEvaluation self) {
    return new Panel.Distributions(
        "Reconstruction errors on test",
        self.normal().edges(),
        new Counts("normal", self.normal().counts()),
        new Counts("anomalies", self.anomalous().counts()),
        "An error above " + Numbers.of(self.threshold()) + " is held for an anomaly.");
  }
}
