package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyntheticProviderTest extends DataSourceProviderContract {
  private FeatureConfig features = FeatureConfig.defaults().withShape(4, 1);

  @Override
  protected DataSourceProvider provider() {
    return new SyntheticProvider();
  }

  @Override
  Map<String, ?> working(Path folder) {
    return waves("rows", 2, "shape", List.of(4, 1), "frequencies", List.of(0.0), "fault_share", 0);
  }

  /** A sine of frequency 0 is its phase, which the seed gives. */
  @Override
  List<String> expected() {
    return rows(land(working(folder())), "CAST(v AS VARCHAR) || 'normal'");
  }

  @Override
  Map<String, ?> others() {
    Map<String, Object> keys = new HashMap<>();
    keys.put("kind", "waveforms");
    keys.put("rows", 10_000_000);
    keys.put("shape", List.of(8, 2));
    keys.put("classes", List.of("spike"));
    keys.put("noise", 0.5);
    keys.put("frequencies", List.of(7.0));
    keys.put("fault_share", 0.5);
    keys.put("seed", 9);
    keys.put("max_mb", 1);
    keys.put("timeout", 9);
    return keys;
  }

  @Override
  FeatureConfig features() {
    return features;
  }

  private static Map<String, Object> keys(String kind, Object... keysAndValues) {
    Map<String, Object> keys = new HashMap<>(Map.of("kind", kind, "noise", 0));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return keys;
  }

  private static Map<String, Object> waves(Object... keysAndValues) {
    return keys("waveforms", keysAndValues);
  }

  @Override
  @Test
  void each_key_makes_another_source() {
    others()
        .forEach(
            (key, value) -> {
              Map<String, Object> changed = new HashMap<>(working(folder()));
              changed.put(key, value);
              assertThat(source(changed).equals(source(working(folder()))))
                  .as(key)
                  .isEqualTo(key.equals("kind"));
            });
    assertThat(problems().all()).isEmpty();
  }

  @Test
  void equal_seeds_give_equal_bytes_and_others_give_others() {
    Map<String, ?> usual = waves("rows", 20, "shape", List.of(16, 2), "noise", 0.3, "seed", 3);
    Map<String, Object> other = new HashMap<>(usual);
    other.put("seed", 4);

    assertThat(land(usual).raw().sha256())
        .isEqualTo(land(usual).raw().sha256())
        .isEqualTo("115849aee21b74c0dc123def56c9bec1c6e6cee6bb5c5c07458158699b257a69")
        .isNotEqualTo(land(other).raw().sha256());
  }

  @Test
  void images_are_of_all_classes_in_bytes() {
    features = FeatureConfig.defaults().withShape(16, 16, 1);

    LandedSource landed = land(keys("images", "rows", 50, "shape", List.of(16, 16, 1)));

    assertThat(counts(rows(landed, "label")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("disc", 10L, "square", 10L, "bar", 10L, "ring", 10L, "cross", 10L));
    assertThat(rows(landed, "CAST(list_min(v) AS VARCHAR)")).containsOnly("40.0");
    assertThat(rows(landed, "CAST(list_max(v) BETWEEN 160 AND 240 AS VARCHAR)"))
        .containsOnly("true");
  }

  @Test
  void a_share_of_the_waveforms_has_a_fault_that_its_label_names() {
    features = FeatureConfig.defaults().withShape(64, 2);

    LandedSource landed =
        land(
            waves(
                "rows",
                1000,
                "shape",
                List.of(64, 2),
                "fault_share",
                0.2,
                "classes",
                List.of("spike", "offset")));
    Map<String, Long> counts = counts(rows(landed, "label"));

    assertThat(counts.keySet()).containsExactlyInAnyOrder("normal", "spike", "offset");
    assertThat(counts.get("normal")).isBetween(760L, 840L);
    assertThat(
            rows(
                landed,
                "label || CAST(list_max(list_transform(v, lambda x: abs(x))) <= 1.0000001 AS VARCHAR)"))
        .contains("normaltrue", "spikefalse", "offsetfalse")
        .doesNotContain("normalfalse");
  }

  private static Map<String, Long> counts(List<String> labels) {
    return labels.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void keys_that_contradict_each_other_are_refused() {
    for (Map<String, Object> wrong :
        List.of(
            waves("shape", List.of(8, 8, 1)),
            waves("shape", List.of(8, 2), "classes", List.of("disc")),
            waves("shape", List.of(8, 2), "frequencies", List.of()),
            keys("images", "shape", List.of(8, 8, 1), "fault_share", 0.5),
            keys("images", "shape", List.of(8, 8, 1), "classes", List.of("disc", "disc")))) {
      assertThat(source(wrong)).as(wrong.toString()).isEmpty();
    }
    assertThat(problems().all())
        .extracting(Problems.Problem::message)
        .anyMatch(message -> message.contains("is for waveforms only"));
  }

  @Test
  void what_is_larger_than_the_limit_is_not_made() {
    assertThatThrownBy(() -> land(waves("rows", 1_000_000, "shape", List.of(64, 2), "max_mb", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is too large")
        .hasMessageContaining("max_mb");
  }
}
