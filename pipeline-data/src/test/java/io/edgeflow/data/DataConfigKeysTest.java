package io.edgeflow.data;

import io.edgeflow.core.config.MarkedKeys;
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

  /** The cache keys of data and training have both texts. */
  private final MarkedKeys marked =
      new MarkedKeys(
          DataConfig.FIELDS,
          (section, problems) -> {
            DataConfig config = DataConfig.from(section, problems);
            return config.fingerprint() + config.augmentation().fingerprint();
          });

  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(DataConfig.FIELDS, DataConfig::from)
        .read(file(Map.of("augmentation.augmentations", List.of(NOISE))))
        .read(Map.of("data_sources", List.of(HTTP)))
        .read(file(Map.of("features.target", "values", "features.values", List.of("v"))))
        .read(file(Map.of("features.target", "self", "quality.ranges", List.of(Map.of("min", 0)))))
        .assertAllRead();
  }

  @Test
  void each_key_follows_its_mark() {
    sources();
    features();
    quality();
    preprocessing();
    augmentation();

    change("memory_mb", 512).assertEveryKeyChanged();
  }

  private void sources() {
    marked.change(
        "data_sources.name",
        Map.of("data_sources", List.of(FILE)),
        Map.of("data_sources", List.of(with(FILE, "name", "b"))));
    marked.change(
        "data_sources.type",
        Map.of("data_sources", List.of(HTTP)),
        Map.of("data_sources", List.of(with(HTTP, "type", "sensors"))));
  }

  private void features() {
    Map<String, ?> values = Map.of("features.target", "values", "features.values", List.of("v"));
    Map<String, ?> self = Map.of("features.target", "self");
    change("features.target", "self");
    change("features.label", "digit");
    change("features.classes", 3);
    change("features.labels", List.of("cat", "dog"));
    change("features.values", List.of("w"), values);
    change("features.anomaly", "broken", self);
    change("features.anomaly_quantile", 0.9, self);
    change("features.columns", List.of("a", "b"));
    change("features.shape", List.of(8, 8, 1));
    change("features.resize", List.of(16, 16), Map.of("features.shape", List.of(8, 8, 1)));
  }

  private void quality() {
    for (String dimension :
        List.of("completeness", "consistency", "accuracy", "timeliness", "validity")) {
      change("quality.thresholds." + dimension, 0.5);
    }
    change("quality.not_applicable", Map.of("timeliness", "static"));
    change("quality.allow_inconclusive", List.of("timeliness"));
    change("quality.timestamp", "time");
    change("quality.max_age_s", 60);
    Map<String, ?> range = Map.of("columns", List.of("a"), "min", 0, "max", 5);
    range("columns", range, List.of("b"));
    range("min", range, 1);
    range("max", range, 4);
  }

  private void range(String key, Map<String, ?> entry, Object value) {
    marked.change(
        "quality.ranges." + key,
        file(Map.of("quality.ranges", List.of(entry))),
        Map.of("quality.ranges", List.of(with(entry, key, value))));
  }

  private void preprocessing() {
    change("preprocessing.normalize", false);
    change("preprocessing.standardize", false);
    change("preprocessing.handle_missing", "reject");
    share("train", Map.of("split.train", 0.6, "split.validation", 0.25));
    share("validation", Map.of("split.validation", 0.2, "split.test", 0.1));
    share("test", Map.of("split.test", 0.2, "split.train", 0.65));
    change("split.group", "person");
    change("split.column", "part");
  }

  private void share(String key, Map<String, ?> shares) {
    marked.change("split." + key, file(Map.of()), shares);
  }

  private void augmentation() {
    Map<String, ?> on =
        Map.of("augmentation.enabled", true, "augmentation.augmentations", List.of(NOISE));
    change("augmentation.enabled", false, on);
    marked.change(
        "augmentation.augmentations.type",
        file(on),
        Map.of("augmentation.augmentations", List.of(with(NOISE, "type", "scaling"))));
  }

  private MarkedKeys change(String key, Object value) {
    return change(key, value, Map.of());
  }

  private MarkedKeys change(String key, Object value, Map<String, ?> others) {
    return marked.change(key, value, file(others));
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
