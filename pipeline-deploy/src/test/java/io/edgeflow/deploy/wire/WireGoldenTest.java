package io.edgeflow.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.wire.DeviceStatus.Loaded;
import io.edgeflow.deploy.wire.DeviceStatus.Standing;
import io.edgeflow.deploy.wire.InferRequest.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The device protocol, whose addresses carry its version: agents in the field speak it. */
class WireGoldenTest {
  private static final DeviceStatus STATUS =
      new DeviceStatus(
          "device-01",
          new Loaded(7, "a".repeat(64), "b".repeat(64)),
          6,
          0,
          7,
          List.of(Format.ONNX, Format.TFLITE),
          Optional.empty(),
          "",
          new Standing(true, 12));
  private static final HealthReport HEALTH = new HealthReport(false, 7, 32, 0.1, "too far");
  private static final InferReply REPLY =
      new InferReply(
          7, new TypedTensor(Tensor.of(new int[] {1, 2}, new float[] {-2.1f, 3})), List.of(0.25));
  private static final Tensor ROWS = Tensor.of(new int[] {1, 3}, new float[] {1, Float.NaN, 0.1f});
  private static final Tensor CLASSES = Tensor.of(new int[] {1}, new int[] {2});
  private static final Tensor VALUES = Tensor.of(new int[] {1, 2}, new float[] {0.5f, -1});

  @Test
  void replies_are_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten("wire-status-judged.v1.json", Json.pretty(STATUS));
    GoldenFile.assertWritten("wire-health.v1.json", Json.pretty(HEALTH));
    GoldenFile.assertWritten("wire-infer-reply.v2.json", Json.pretty(REPLY));
  }

  @Test
  void replies_read_to_their_value() throws IOException {
    assertThat(read("wire-status-judged.v1.json", DeviceStatus.class)).isEqualTo(STATUS);
    assertThat(read("wire-health.v1.json", HealthReport.class)).isEqualTo(HEALTH);
    assertThat(read("wire-infer-reply.v2.json", InferReply.class)).isEqualTo(REPLY);
  }

  @Test
  void a_report_of_telemetry_reads_to_its_value() throws IOException {
    DeviceTelemetry read = read("wire-telemetry.v1.json", DeviceTelemetry.class);

    assertThat(read.identity().deviceId()).isEqualTo("device-01");
    assertThat(read.counters().histograms().get("image_mean").samples()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "wire-status.v1.json, io.edgeflow.deploy.wire.DeviceStatus",
    "wire-status-judged.v1.json, io.edgeflow.deploy.wire.DeviceStatus",
    "wire-health.v1.json, io.edgeflow.deploy.wire.HealthReport",
    "wire-infer-reply.v2.json, io.edgeflow.deploy.wire.InferReply",
    "wire-telemetry.v1.json, io.edgeflow.core.telemetry.DeviceTelemetry",
  })
  void a_manager_ignores_what_a_newer_agent_adds_and_refuses_another_version(
      String golden, Class<?> type) throws IOException {
    String text = GoldenFile.text(golden);
    String later = text.replaceFirst("\\{", "{\"format_version\":2,");

    assertThat(Protocol.reply(type).read(GoldenFile.withUnknownField(text), golden))
        .isEqualTo(Protocol.reply(type).read(text, golden));
    assertThatThrownBy(() -> Protocol.reply(type).read(later, golden))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the answer of the device")
        .hasMessageContaining("found: format_version 2")
        .hasMessageContaining("limit: version 1");
  }

  @ParameterizedTest
  @CsvSource({
    "wire-infer-traffic.v2.json, io.edgeflow.deploy.wire.InferRequest",
    "wire-command.v2.json, io.edgeflow.deploy.wire.VersionRequest",
  })
  void an_agent_refuses_a_request_that_it_does_not_understand(String golden, Class<?> type)
      throws IOException {
    String later = GoldenFile.withUnknownField(GoldenFile.text(golden));

    assertThatThrownBy(() -> Json.read(later, type, golden))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("from_the_future");
  }

  @Test
  void requests_are_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(
        "wire-infer-traffic.v2.json", Json.pretty(InferRequest.of(ROWS, CLASSES, Purpose.TRAFFIC)));
    GoldenFile.assertWritten(
        "wire-infer-values.v2.json", Json.pretty(InferRequest.of(ROWS, VALUES, Purpose.TRAFFIC)));
    GoldenFile.assertWritten(
        "wire-infer-replay.v2.json", Json.pretty(InferRequest.of(ROWS, null, Purpose.REPLAY)));
    GoldenFile.assertWritten("wire-command.v2.json", Json.pretty(new VersionRequest(7, 12)));
  }

  @Test
  void requests_read_to_their_value() throws IOException {
    assertThat(read("wire-infer-traffic.v2.json", InferRequest.class))
        .isEqualTo(InferRequest.of(ROWS, CLASSES, Purpose.TRAFFIC));
    assertThat(read("wire-infer-values.v2.json", InferRequest.class))
        .isEqualTo(InferRequest.of(ROWS, VALUES, Purpose.TRAFFIC));
    assertThat(read("wire-infer-replay.v2.json", InferRequest.class))
        .isEqualTo(InferRequest.of(ROWS, null, Purpose.REPLAY));
    assertThat(read("wire-command.v2.json", VersionRequest.class))
        .isEqualTo(new VersionRequest(7, 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire-infer-traffic.v1.json", "wire-infer-replay.v1.json"})
  void rows_in_the_form_of_version_1_are_not_taken_for_those_of_version_2(String golden)
      throws IOException {
    String old = GoldenFile.text(golden);

    assertThatThrownBy(() -> Json.read(old, InferRequest.class, golden))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid InferRequest");
    assertThatThrownBy(() -> read("wire-infer-reply.v1.json", InferReply.class))
        .isInstanceOf(PipelineException.class);
  }

  @Test
  void a_command_without_a_number_is_not_taken_for_one_with_a_number() {
    assertThatThrownBy(() -> read("wire-version.v1.json", VersionRequest.class))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid");
  }

  @Test
  void the_status_of_an_older_agent_says_that_nobody_judged_its_release() throws IOException {
    DeviceStatus older = read("wire-status.v1.json", DeviceStatus.class);

    assertThat(older.judged()).isFalse();
    assertThat(older.goodVersion()).isEqualTo(6);
    assertThat(older.sequence()).isZero();
  }

  @Test
  void every_refusal_has_the_name_it_always_had() throws IOException {
    List<RefusalReply> all =
        List.of(Refusal.values()).stream()
            .map(refusal -> new RefusalReply(refusal, "why"))
            .toList();

    GoldenFile.assertWritten("wire-refusals.v1.json", Json.pretty(all));
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void a_refusal_reads_back(Refusal refusal) {
    RefusalReply reply = new RefusalReply(refusal, "why");

    assertThat(Json.read(Json.text(reply), RefusalReply.class, "test")).isEqualTo(reply);
  }

  private static <T> T read(String golden, Class<T> type) throws IOException {
    return Protocol.reply(type).read(GoldenFile.text(golden), golden);
  }
}
