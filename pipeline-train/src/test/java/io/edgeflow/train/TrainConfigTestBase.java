package io.edgeflow.train;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads sections {@code model_training} and keeps their problems. */
abstract class TrainConfigTestBase {
  final Problems problems = new Problems();

  TrainConfig read(Map<String, ?> section) {
    return TrainConfig.from(
        TrainConfig.FIELDS.read(ConfigValues.node(section), "model_training", problems), problems);
  }

  static Map<String, Object> training(Object... keys) {
    Map<String, Object> training = new TreeMap<>();
    for (int i = 0; i < keys.length; i += 2) {
      training.put((String) keys[i], keys[i + 1]);
    }
    return Map.of("training", training);
  }

  List<String> told() {
    return problems.all().stream()
        .map(problem -> problem.key() + ": " + problem.message())
        .toList();
  }

  List<String> misfits(OutputKind output, Map<String, ?> section) {
    Problems found = new Problems();
    TrainConfig.refuseMisfits(
        TrainConfig.FIELDS.read(ConfigValues.node(section), "model_training", found),
        output,
        found);
    return found.all().stream().map(problem -> problem.key() + ": " + problem.message()).toList();
  }
}
