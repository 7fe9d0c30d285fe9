package io.edgeflow.orchestrator.console;

import io.edgeflow.orchestrator.run.StageRecord;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that say most about a stage. */
final class Highlights {
  private Highlights() {}

  /** {@code name value, name value}, each held together; the verdict on drift in words. */
  static String of(StageRecord stage) {
    Stream<String> numbers =
        stage.highlighted().entrySet().stream()
            .map(metric -> metric.getKey() + Folding.TOGETHER + Numbers.of(metric.getValue()));
    return Stream.concat(numbers, drift(stage.metrics())).collect(Collectors.joining(", "));
  }

  private static Stream<String> drift(Map<String, Double> metrics) {
    Double detected = metrics.get("drift_detected");
    if (detected != null) {
      return Stream.of(detected > 0 ? together("drift DETECTED") : together("no drift"));
    }
    return metrics.containsKey("drift_inconclusive")
        ? Stream.of(together("drift INCONCLUSIVE"))
        : Stream.empty();
  }

  private static String together(String words) {
    return words.replace(" ", Folding.TOGETHER);
  }
}
