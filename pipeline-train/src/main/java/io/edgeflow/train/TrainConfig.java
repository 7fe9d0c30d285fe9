package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.json.Json;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The section {@code model_training}.
 *
 * @param architecture {@code cnn}
 * @param numClasses how many classes the data must have; empty takes what it has
 * @param width factor on the channels and features of the architecture
 * @param training epochs, batch size, learning rate, optimizer
 * @param metrics what the stage reports of the test split
 * @param thresholds the least value of a metric on the test split, by metric
 * @param allowInconclusive metrics that may be inconclusive without blocking
 */
public record TrainConfig(
    Architecture architecture,
    Optional<Integer> numClasses,
    double width,
    TrainingOptions training,
    List<String> metrics,
    Map<String, Double> thresholds,
    List<String> allowInconclusive) {
  private static final List<String> METRICS = List.of("accuracy", "precision", "recall", "f1");

  private static final FieldTable MODEL =
      FieldTable.of(
          Field.choice(
              "type",
              Architecture.CNN.id(),
              Stream.of(Architecture.values()).map(Architecture::id).toList(),
              "the architecture"),
          Field.integer(
              "num_classes", null, 2, 100_000, "classes the data must have; default: what it has"),
          Field.number("width", 1.0, 0.01, 64, "factor on the channels of every layer"));

  private static final FieldTable TRAINING =
      FieldTable.of(
          Field.integer("epochs", 20L, 1, 100_000, "passes over the training split"),
          Field.integer("batch_size", 32L, 1, 65_536, "images a step").in("images"),
          Field.number("learning_rate", 0.001, 1e-9, 10, "step size of the optimizer"),
          Field.choice(
              "optimizer",
              Optimizer.Kind.ADAM.id(),
              Stream.of(Optimizer.Kind.values()).map(Optimizer.Kind::id).toList(),
              "how weights follow their gradient; sgd has a momentum of 0.9"));

  private static final FieldTable THRESHOLDS =
      FieldTable.of(
          Field.number("accuracy", 0.95, 0, 1, "least accuracy on test").in("ratio"),
          Field.number("precision", null, 0, 1, "least weighted precision on test").in("ratio"),
          Field.number("recall", null, 0, 1, "least weighted recall on test").in("ratio"),
          Field.number("f1", null, 0, 1, "least weighted F1 on test").in("ratio"));

  private static final FieldTable EVALUATION =
      FieldTable.of(
          Field.texts("metrics", METRICS, METRICS, "what is reported of the test split"),
          Field.section("thresholds", THRESHOLDS, "limits of the gate model_evaluation"),
          Field.texts(
              "allow_inconclusive", List.of(), METRICS, "metrics that may be inconclusive"));

  /** The section's keys. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.section("model", MODEL, "what is trained"),
          Field.section("training", TRAINING, "how it is trained"),
          Field.section("evaluation", EVALUATION, "how it is judged"));

  /** Copies the collections. */
  public TrainConfig {
    metrics = List.copyOf(metrics);
    thresholds = java.util.Collections.unmodifiableMap(new TreeMap<>(thresholds));
    allowInconclusive = List.copyOf(allowInconclusive);
  }

  /** The checked section as a record; contradictions between keys go to {@code problems}. */
  public static TrainConfig from(Section section, Problems problems) {
    Section model = section.section("model");
    Section evaluation = section.section("evaluation");
    Section limits = evaluation.section("thresholds");
    List<String> metrics = evaluation.texts("metrics");
    Map<String, Double> thresholds = new TreeMap<>();
    for (String metric : METRICS) {
      limits.optionalNumber(metric).ifPresent(limit -> thresholds.put(metric, limit));
      if (limits.isWritten(metric) && !metrics.isEmpty() && !metrics.contains(metric)) {
        limits.refuse(problems, metric, "has a threshold but is not one of evaluation.metrics");
      }
    }
    return new TrainConfig(
        Architecture.of(model.text("type")),
        model.optionalInteger("num_classes").map(Math::toIntExact),
        model.number("width"),
        options(section.section("training")),
        metrics,
        thresholds,
        evaluation.texts("allow_inconclusive"));
  }

  /** Everything that the trained weights depend on, as canonical JSON. */
  public String fingerprint() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("architecture", architecture.id());
    numClasses.ifPresent(count -> parts.put("num_classes", count));
    parts.put("width", width);
    parts.put("training", training);
    return Json.text(parts);
  }

  private static TrainingOptions options(Section training) {
    return new TrainingOptions(
        training.integer("epochs"),
        training.integer("batch_size"),
        training.number("learning_rate"),
        Optimizer.Kind.valueOf(training.text("optimizer").toUpperCase(Locale.ROOT)));
  }
}
