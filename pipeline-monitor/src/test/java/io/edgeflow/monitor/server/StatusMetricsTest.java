package io.edgeflow.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document {@code /metrics}. */
class StatusMetricsTest extends StatusServerTestBase {
  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  /** Reads the text format by its grammar; anything else fails. */
  private static Map<String, Double> parse(String text) {
    Pattern sample =
        Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{(?:\\w+=\"(?:[^\"\\\\]|\\\\.)*\",?)*\\})? (\\S+)");
    Map<String, String> types = new LinkedHashMap<>();
    List<String> helped = new ArrayList<>();
    Map<String, Double> samples = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# HELP ")) {
        helped.add(words(line).get(2));
      } else if (line.startsWith("# TYPE ")) {
        types.put(words(line).get(2), words(line).get(3));
      } else if (!line.isEmpty()) {
        Matcher matcher = sample.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        assertThat(types).containsKey(matcher.group(1));
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        samples.put(matcher.group(1) + labels, Double.valueOf(matcher.group(3)));
      }
    }
    assertThat(helped).containsExactlyElementsOf(types.keySet());
    assertThat(types.keySet()).allMatch(name -> name.startsWith("edgeflow_"));
    assertThat(types)
        .allSatisfy(
            (name, type) ->
                assertThat(type).isEqualTo(name.endsWith("_total") ? "counter" : "gauge"));
    return samples;
  }

  @Test
  void metrics_follow_the_text_format_with_base_units() throws Exception {
    status = Optional.of(busyFleet());

    Map<String, Double> samples = parse(get("/metrics").body());

    assertThat(samples)
        .containsEntry("edgeflow_devices", 4.0)
        .containsEntry("edgeflow_devices_active", 3.0)
        .containsEntry("edgeflow_device_up{device=\"d-1\"}", 1.0)
        .containsEntry("edgeflow_device_up{device=\"d-3\"}", 0.0)
        .containsEntry("edgeflow_inferences_total{device=\"d-1\"}", 150.0)
        .containsEntry("edgeflow_labeled_inferences_total{device=\"d-2\"}", 0.0)
        .containsEntry("edgeflow_latency_p50_seconds{device=\"d-1\"}", 0.00025)
        .containsEntry("edgeflow_peak_ram_bytes{device=\"d-1\"}", 41.5 * 1048576)
        .containsEntry("edgeflow_drift_detected", 0.0)
        .containsEntry("edgeflow_drift_inconclusive", 0.0)
        .containsEntry("edgeflow_alerts_active{severity=\"critical\"}", 1.0)
        .containsEntry("edgeflow_alerts_active{severity=\"warning\"}", 0.0)
        .containsEntry("edgeflow_last_collection_timestamp_seconds", 1749283750.0)
        .containsKey("edgeflow_drift_ks_ratio{summary=\"image_mean\"}")
        .doesNotContainKey("edgeflow_latency_p50_seconds{device=\"d-4\"}")
        .doesNotContainKey("edgeflow_inferences_total{device=\"d-3\"}");
  }
}
