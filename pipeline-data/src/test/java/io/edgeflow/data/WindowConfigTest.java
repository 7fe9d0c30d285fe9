package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.table.WindowConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows over a table, and what they need of the other sections. */
class WindowConfigTest extends ConfigReading {
  private DataConfig windows(Map<String, ?> window, Map<String, ?> split) {
    return read(
        Map.of("data_sources", ONE_FILE, "features", Map.of("window", window), "split", split));
  }

  @Test
  void rows_are_cut_into_series() {
    DataConfig config =
        windows(
            Map.of("rows", 10, "step", 5, "by", "machine", "order", "t", "max_gap", 2),
            Map.of("time", "t"));

    assertThat(problems.all()).isEmpty();
    assertThat(config.features().kind()).isEqualTo(FeatureKind.SERIES);
    WindowConfig window = config.features().window().orElseThrow();
    assertThat(List.of(window.rows(), window.step(), window.horizon())).containsExactly(10, 5, 0);
    assertThat(window.maxGap()).contains(Duration.ofSeconds(2));
    assertThat(window.by()).contains("machine");
  }

  @Test
  void windows_that_share_rows_need_a_split_that_keeps_them_together() {
    windows(Map.of("rows", 10, "step", 10), Map.of());
    assertThat(problems.all()).isEmpty();

    windows(Map.of("rows", 10, "step", 9), Map.of());
    assertRefused(
        "features.window.step", "must be at least 10, or split has time, group or column");
    windows(Map.of("rows", 10, "step", 10, "horizon", 1), Map.of("stable", true));
    assertRefused("features.window.step", "must be at least 11");
    assertThat(problems.all()).hasSize(2);
  }

  @Test
  void what_contradicts_windows_is_refused() {
    windows(Map.of("step", 3), Map.of());
    assertRefused("features.window.rows", "is required");
    windows(Map.of("rows", 4, "step", 4, "max_gap", 3), Map.of());
    assertRefused("features.window.max_gap", "has no meaning without order");
    windows(Map.of("rows", 4, "order", "u"), Map.of("time", "t"));
    assertRefused("features.window.order", "must be split.time");
    windows(Map.of("rows", 4, "step", 4, "by", "label"), Map.of());
    assertRefused("features.window.by", "is a feature, the target");
    assertThat(problems.all()).hasSize(4);
  }

  @Test
  void windows_of_samples_that_have_a_shape_are_refused() {
    with("features", Map.of("window", Map.of("rows", 4, "step", 4), "shape", List.of(4, 3)));
    assertRefused("features.shape", "has no meaning with window");
    read(
        Map.of(
            "data_sources",
            List.of(Map.of("name", "pets", "type", "image_folder", "path", "pets")),
            "features",
            Map.of("window", Map.of("rows", 4, "step", 4))));
    assertRefused("features.window.rows", "is for tables: the source \"pets\" gives samples");
    with(
        "features", Map.of("target", "self", "window", Map.of("rows", 4, "step", 9, "horizon", 2)));
    assertRefused("features.window.horizon", "has no meaning with target: self");
  }

  @Test
  void normal_sources_must_be_sources() {
    with(
        "features", Map.of("target", "self", "anomaly", "bad", "normal_sources", List.of("digit")));
    assertRefused("features.normal_sources", "names no source: \"digit\"");
    with("features", Map.of("target", "self", "normal_sources", List.of("digits")));
    assertRefused("features.normal_sources", "has no meaning without anomaly");
  }
}
