package io.edgeflow.orchestrator.console;

import io.edgeflow.orchestrator.run.StageRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that say most about a stage. */
final class Highlights {
  /** The metrics of every target; a stage has those of its own. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "data_pipeline", List.of("collected", "valid", "quarantined"),
          "model_training",
              List.of(
                  "accuracy",
                  "roc_auc",
                  "rmse",
                  "mae",
                  "r2",
                  "precision",
                  "recall",
                  "f1",
                  "reconstruction_error"),
          "model_optimization",
              List.of(
                  "accuracy_retention",
                  "rmse_retention",
                  "roc_auc_retention",
                  "reconstruction_error_retention",
                  "compression_ratio",
                  "original_size_mb",
                  "optimized_size_mb"),
          "edge_deployment", List.of("total_targets", "successful", "failed"),
          "monitoring",
              List.of(
                  "active_devices",
                  "total_inferences",
                  "avg_accuracy",
                  "avg_rmse",
                  "avg_f1",
                  "drift_score"));

  private Highlights() {}

  /** {@code name value, name value}; the verdict on drift in words. */
  static String of(StageRecord stage) {
    Stream<String> numbers =
        NAMES.getOrDefault(stage.name(), List.of()).stream()
            .filter(stage.metrics()::containsKey)
            .map(name -> name + " " + Numbers.of(stage.metrics().getOrDefault(name, Double.NaN)));
    return Stream.concat(numbers, drift(stage.metrics())).collect(Collectors.joining(", "));
  }

  private static Stream<String> drift(Map<String, Double> metrics) {
    Double detected = metrics.get("drift_detected");
    if (detected != null) {
      return Stream.of(detected > 0 ? "drift DETECTED" : "no drift");
    }
    return metrics.containsKey("drift_inconclusive")
        ? Stream.of("drift INCONCLUSIVE")
        : Stream.empty();
  }
}
