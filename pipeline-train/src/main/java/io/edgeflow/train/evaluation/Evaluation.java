package io.edgeflow.train.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How well a predictor does on a split. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClassEvaluation.class, name = "classes"),
  @JsonSubTypes.Type(value = ValueEvaluation.class, name = "values"),
  @JsonSubTypes.Type(value = SelfEvaluation.class, name = "self"),
})
public sealed interface Evaluation permits ClassEvaluation, ValueEvaluation, SelfEvaluation {
  /** What other metrics say already, or say better. */
  Set<String> LESSER =
      Set.of(
          "precision",
          "recall",
          "macro_precision",
          "macro_recall",
          "roc_auc",
          "pr_auc",
          "brier",
          "ece",
          "loss");

  /** One method an evaluation. */
  interface Cases<R> {
    /** Of classes. */
    R classes(ClassEvaluation evaluation);

    /** Of values. */
    R values(ValueEvaluation evaluation);

    /** Of reconstructions. */
    R self(SelfEvaluation evaluation);
  }

  /** Asks the case of this evaluation. */
  <R> R map(Cases<R> cases);

  /** Rows, at least 1. */
  long samples();

  /** What was measured, in a fixed order; a value is NaN where it has no meaning for the rows. */
  List<Metric> metrics();

  /** The metrics that say most: the one to be judged by, and all but the {@link #LESSER} ones. */
  default List<Metric> headlines() {
    String first = primary().name();
    return metrics().stream()
        .filter(metric -> metric.name().equals(first) || !LESSER.contains(metric.name()))
        .toList();
  }

  /** Where the true metrics lie, as far as the rows tell. */
  Intervals intervals();

  /** The metric that a model is judged by, one of {@link #metrics()}. */
  Metric primary();

  /** The limits of the gate where none are configured, by metric. */
  Map<String, Double> defaultLimits();

  /**
   * One of {@link #metrics()} by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  default Metric metric(String name) {
    return metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No metric " + name));
  }

  /** The names of the metrics that the evaluation of a target has, but the loss. */
  static List<String> names(Target target) {
    return target.truth().isEmpty() ? List.of(SelfTarget.ERROR) : names(target.output());
  }

  /** The names of the metrics that a configuration can ask for, by what a model gives. */
  static List<String> names(OutputKind output) {
    return switch (output) {
      case LOGITS ->
          List.of(
              "accuracy",
              "precision",
              "recall",
              "f1",
              "macro_precision",
              "macro_recall",
              "macro_f1",
              "roc_auc",
              "pr_auc",
              "brier",
              "ece");
      case VALUES -> List.of("rmse", "mae", "r2");
      case RECONSTRUCTION ->
          List.of("roc_auc", "pr_auc", "f1", "precision", "recall", SelfTarget.ERROR);
    };
  }
}
