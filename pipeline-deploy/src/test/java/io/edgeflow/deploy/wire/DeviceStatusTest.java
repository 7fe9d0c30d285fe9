package io.edgeflow.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceStatusTest {
  private static final DeviceStatus IDLE =
      new DeviceStatus("d", null, 0, 0, 0, List.of(Format.ONNX), Optional.empty(), "", null);
  private static final String IDLE_JSON =
      """
      {"device_id":"d","previous_version":0,"staged_version":0,"highest_version":0,\
      "formats":["ONNX"],"error_code":"none","error_detail":""}""";

  @Test
  void no_error_is_the_word_none_on_the_wire() {
    assertThat(Json.text(IDLE)).isEqualTo(IDLE_JSON);
    assertThat(Json.read(IDLE_JSON, DeviceStatus.class, "wire")).isEqualTo(IDLE);
  }

  @Test
  void an_error_goes_by_its_name() {
    String refused = IDLE_JSON.replace("none", "hash_mismatch");

    DeviceStatus status = Json.read(refused, DeviceStatus.class, "wire");

    assertThat(status.errorCode()).hasValue("hash_mismatch");
    assertThat(Json.text(status)).isEqualTo(refused);
  }

  @Test
  void a_status_without_the_key_is_refused() {
    String broken = IDLE_JSON.replace("\"error_code\":\"none\",", "");

    assertThatThrownBy(() -> Json.read(broken, DeviceStatus.class, "wire"))
        .isInstanceOf(PipelineException.class);
  }
}
