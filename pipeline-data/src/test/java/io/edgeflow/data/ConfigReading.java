package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the section and holds what it refuses. */
abstract class ConfigReading {
  static final List<?> ONE_FILE =
      List.of(Map.of("name", "digits", "type", "files", "path", "digits.csv"));

  final Problems problems = new Problems();

  final DataConfig read(Map<String, ?> section) {
    return DataConfig.from(
        DataConfig.FIELDS.read(ConfigTree.of(section), "data_pipeline", problems), problems);
  }

  final DataConfig with(String key, Object value) {
    Map<String, Object> section = new HashMap<>(Map.of("data_sources", ONE_FILE));
    section.put(key, value);
    return read(section);
  }

  final void assertRefused(String key, String message) {
    assertThat(problems.all())
        .anySatisfy(
            problem -> {
              assertThat(problem.key()).isEqualTo("data_pipeline." + key);
              assertThat(problem.message()).contains(message);
            });
  }
}
