package io.edgeflow.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTelemetryTest {
  private static final Instant AT = Instant.parse("2025-01-01T00:00:00Z");
  private static final Histogram COUNTED = new Histogram(List.of(0.0, 1.0), List.of(1L, 2L, 0L));
  private static final DeviceTelemetry BUSY =
      new DeviceTelemetry(
          new ReportIdentity("d", AT, "aa", 7),
          new DeviceRuntime(Optional.of("litert 2.20"), true, 12.5, 0.25, 0.5, 41.5, "unknown"),
          Optional.of("hash_mismatch"),
          new InferenceCounters(
              4L, 10, 2, 3, 9, Map.of("correct", 8.0), Map.of("b", COUNTED, "a", COUNTED)));
  private static final String BUSY_JSON =
      """
      {"device_id":"d","at":"2025-01-01T00:00:00Z","model_hash":"aa","config_version":7,\
      "runtime_version":"litert 2.20","delegate_active":true,"load_time_ms":12.5,"p50_ms":0.25,\
      "p95_ms":0.5,"peak_ram_mb":41.5,"dropped_frames":3,"thermal_state":"unknown",\
      "error_code":"hash_mismatch","load_count":4,"inferences":10,"failures":2,"labeled":9,"correct":8,\
      "quality":{"correct":8.0},"histograms":{"a":{"edges":[0.0,1.0],"counts":[1,2,0]},\
      "b":{"edges":[0.0,1.0],"counts":[1,2,0]}}}""";
  private static final DeviceTelemetry IDLE =
      new DeviceTelemetry(
          new ReportIdentity("d", AT, null, 0),
          DeviceRuntime.idle(41.5),
          Optional.empty(),
          InferenceCounters.zero());
  private static final String IDLE_JSON =
      """
      {"device_id":"d","at":"2025-01-01T00:00:00Z","config_version":0,"runtime_version":"none",\
      "delegate_active":false,"load_time_ms":0.0,"peak_ram_mb":41.5,"dropped_frames":0,\
      "thermal_state":"unknown","error_code":"none","inferences":0,"failures":0,"labeled":0,\
      "correct":0,"quality":{},"histograms":{}}""";

  @Test
  void the_wire_has_one_flat_object_under_the_standard_keys() {
    assertThat(Json.text(BUSY)).isEqualTo(BUSY_JSON);
    assertThat(Json.text(IDLE)).isEqualTo(IDLE_JSON);
  }

  @Test
  void what_was_written_is_read_back_equal() {
    assertThat(Json.read(BUSY_JSON, DeviceTelemetry.class, "busy")).isEqualTo(BUSY);
    assertThat(Json.read(IDLE_JSON, DeviceTelemetry.class, "idle")).isEqualTo(IDLE);
  }

  @Test
  void a_report_of_an_agent_that_does_not_number_its_loads_is_read_without() {
    String old = BUSY_JSON.replace("\"load_count\":4,", "");

    DeviceTelemetry read = Json.read(old, DeviceTelemetry.class, "old");

    assertThat(read.counters().load()).isNull();
    assertThat(Json.text(read)).isEqualTo(old);
  }

  @Test
  void without_histograms_everything_else_stays() {
    DeviceTelemetry small = BUSY.withoutHistograms();

    assertThat(small.counters())
        .isEqualTo(new InferenceCounters(4L, 10, 2, 3, 9, Map.of("correct", 8.0), Map.of()));
    assertThat(small.identity()).isEqualTo(BUSY.identity());
    assertThat(small.runtime()).isEqualTo(BUSY.runtime());
    assertThat(small.errorCode()).isEqualTo(BUSY.errorCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"error_code\":\"none\",",
        "\"runtime_version\":\"none\",",
        "\"inferences\":0,",
        "\"histograms\":{}"
      })
  void a_report_that_lacks_a_key_is_refused(String key) {
    String broken = IDLE_JSON.replace(key, "").replace(",}", "}");

    assertThatThrownBy(() -> Json.read(broken, DeviceTelemetry.class, "broken"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid DeviceTelemetry document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"error_code\":null", "\"error_code\":7", "\"x\":1,\"error_code\":\"a\""})
  void a_code_that_is_no_text_or_a_key_that_nobody_knows_is_refused(String instead) {
    String broken = IDLE_JSON.replace("\"error_code\":\"none\"", instead);

    assertThatThrownBy(() -> Json.read(broken, DeviceTelemetry.class, "broken"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid DeviceTelemetry document");
  }
}
