package io.edgeflow.data;

import io.edgeflow.core.config.ReadKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys of the section; those of a source's or an augmentation's type are their contract's. */
class DataConfigKeysTest {
  private static final Map<String, ?> FILE = Map.of("name", "a", "type", "files", "path", "a.csv");
  private static final Map<String, ?> HTTP =
      Map.of("name", "a", "type", "cloud", "endpoint", "https://x.org/a");
  private static final Map<String, ?> NOISE = Map.of("type", "noise", "factor", 0.1);

  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(DataConfig.FIELDS, DataConfig::from)
        .read(file(Map.of("augmentation.augmentations", List.of(NOISE))))
        .read(Map.of("data_sources", List.of(HTTP)))
        .read(file(Map.of("features.target", "values", "features.values", List.of("v"))))
        .read(file(Map.of("features.target", "self", "quality.ranges", List.of(Map.of("min", 0)))))
        .read(
            file(
                Map.of(
                    "validation.constraints.NAME",
                    Map.of("min", 0),
                    "validation.expect",
                    List.of(
                        Map.of("sql", "a > 0"),
                        Map.of("kind", "mean", "column", "a", "min", 0),
                        Map.of("kind", "in_set", "column", "a", "values", List.of("1")),
                        Map.of("kind", "quantile", "column", "a", "quantile", 0.5, "min", 0),
                        Map.of("kind", "matches", "column", "a", "pattern", "1"),
                        Map.of("kind", "compare", "column", "a", "other", "b", "operator", "<")))))
        .assertAllRead();
  }

  private static Map<String, ?> file(Map<String, ?> others) {
    return with(others, "data_sources", List.of(FILE));
  }

  private static Map<String, ?> with(Map<String, ?> values, String key, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(key, value);
    return all;
  }
}
