package io.edgeflow.train;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.SliceEvaluation;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.reference.Reference;
import io.edgeflow.train.transfer.ModelOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges a trained model, and says what people should know of it. */
final class TrainingReport {
  private static final String LOSS = "loss";
  private static final int MOST_NAMED = 5;

  private final TrainConfig config;

  TrainingReport(TrainConfig config) {
    this.config = config;
  }

  StageReport of(TrainingResult output) {
    Map<String, Double> limits = new TreeMap<>(output.test().defaultLimits());
    limits.putAll(config.thresholds());
    List<Check> checks =
        limits.entrySet().stream()
            .map(limit -> config.judgedBy().check(output.test(), limit.getKey(), limit.getValue()))
            .collect(Collectors.toCollection(ArrayList::new));
    config.reference().gain().map(least -> gain(output, least)).ifPresent(checks::add);
    config
        .noWorse()
        .map(limit -> limit.check(output.comparison(), limit.judged(output.test())))
        .ifPresent(checks::add);
    checks.addAll(config.slices().check(output.measuredSlices(), config.judgedBy()));
    GateReport gate = GateReport.of("model_evaluation", checks, config.allowInconclusive());
    List<Artifact> files =
        Stream.of(output.model(), output.samples(), output.suspects(), output.dataCard())
            .filter(Objects::nonNull)
            .toList();
    return new StageReport(Optional.of(gate), metrics(output), files, notes(output));
  }

  private List<String> notes(TrainingResult output) {
    List<String> notes = new ArrayList<>();
    ModelOrigin origin = output.origin();
    if (origin != null) {
      notes.addAll(origin.sentences("model"));
    }
    List<SliceEvaluation> slices = output.measuredSlices();
    Metric whole = output.test().primary();
    config.slices().worst(slices, whole.name()).ifPresent(worst -> notes.add(worst(worst, whole)));
    List<String> small =
        slices.stream()
            .filter(slice -> !config.slices().judges(slice))
            .map(slice -> slice.label() + " (" + slice.samples() + ")")
            .toList();
    if (!small.isEmpty()) {
      notes.add(
          "slices with fewer than %d test rows are not judged: %s"
              .formatted(config.slices().minSamples(), few(small)));
    }
    return notes;
  }

  private static String worst(SliceEvaluation slice, Metric whole) {
    return String.format(
        Locale.ROOT,
        "the worst slice is %s: %s %.4g on %d test rows, %.4g on all",
        slice.label(),
        whole.name(),
        slice.metric(whole.name()).orElseThrow().value(),
        slice.samples(),
        whole.value());
  }

  private static String few(List<String> names) {
    List<String> first = names.subList(0, Math.min(MOST_NAMED, names.size()));
    int more = names.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  private static Check gain(TrainingResult output, double least) {
    Metric primary = output.test().primary();
    Reference reference = output.reference();
    double gain = reference == null ? Double.NaN : reference.gain(primary);
    return Check.atLeast(
        new Metric(
            "gain_over_reference",
            gain,
            primary.unit(),
            Direction.HIGHER_IS_BETTER,
            primary.samples()),
        least,
        "train for more epochs or another network, ship the simple model, or change"
            + " model_training.evaluation.reference_gain");
  }

  private List<Metric> metrics(TrainingResult output) {
    List<Metric> metrics = new ArrayList<>(chosen(output.test()));
    output.test().metrics().stream()
        .filter(metric -> metric.name().equals(LOSS))
        .map(metric -> named("test_" + LOSS, LOSS, metric.value(), output.test()))
        .forEach(metrics::add);
    if (output.history().isEmpty()) {
      metrics.addAll(validation(output.validation()));
      return metrics;
    }
    EpochMetrics best = output.history().get(output.bestEpoch() - 1);
    metrics.add(named("val_" + LOSS, LOSS, best.valLoss(), output.validation()));
    best.quality().entrySet().stream()
        .filter(each -> each.getKey().startsWith("val_"))
        .map(each -> validation(each.getKey(), each.getValue(), output))
        .forEach(metrics::add);
    long rows = output.validation().samples();
    metrics.add(new Metric("best_epoch", output.bestEpoch(), "epoch", Direction.NEUTRAL, rows));
    return metrics;
  }

  /** What an epoch would tell of validation, of a model that had none. */
  private static List<Metric> validation(Evaluation measured) {
    Set<String> told = Set.of(LOSS, measured.primary().name());
    return measured.metrics().stream()
        .filter(metric -> told.contains(metric.name()))
        .map(metric -> named("val_" + metric.name(), metric.name(), metric.value(), measured))
        .toList();
  }

  private List<Metric> chosen(Evaluation test) {
    return test.metrics().stream()
        .filter(metric -> !metric.name().equals(LOSS))
        .filter(metric -> config.metrics().isEmpty() || config.metrics().contains(metric.name()))
        .toList();
  }

  private static Metric validation(String name, double value, TrainingResult output) {
    return named(name, name.substring("val_".length()), value, output.validation());
  }

  /** A value with the unit and the direction of an evaluation's metric of the same kind. */
  private static Metric named(String name, String kind, double value, Evaluation like) {
    return like.metrics().stream()
        .filter(metric -> metric.name().equals(kind))
        .findFirst()
        .map(m -> new Metric(name, value, m.unit(), m.direction(), m.samples()))
        .orElseGet(() -> new Metric(name, value, LOSS, Direction.LOWER_IS_BETTER, like.samples()));
  }
}
