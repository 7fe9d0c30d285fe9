package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.agent.probe.ProbeReport;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.InferRequest.Purpose;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceAgentTest extends AgentTestBase {
  @Test
  void a_staged_release_becomes_active() throws Exception {
    Release first = releases.release(1);

    assertThat(stage(first).stagedVersion()).isEqualTo(1);
    DeviceStatus status = activate(1);

    assertThat(status.activeVersion()).isEqualTo(1);
    assertThat(status.highestVersion()).isEqualTo(1);
    assertThat(status.stagedVersion()).isZero();
    assertThat(agent.health().healthy()).isTrue();
    assertThat(agent.telemetry().identity().modelHash()).isEqualTo(status.active().modelSha256());
  }

  @Test
  void staging_and_activating_twice_change_nothing() throws Exception {
    Release first = releases.release(1);
    stage(first);
    DeviceStatus staged = stage(first);
    activate(1);

    assertThat(staged.stagedVersion()).isEqualTo(1);
    DeviceStatus active = agent.status();
    assertThat(activate(1).active()).isEqualTo(active.active());
    assertThat(stage(first).stagedVersion()).isZero();
    assertThat(agent.telemetry().counters().load()).isEqualTo(1);
  }

  @Test
  void rolling_back_leads_to_the_last_good_version_and_then_to_none() throws Exception {
    good(releases.release(1));
    deploy(releases.release(2));

    assertThat(rollback(2).activeVersion()).isEqualTo(1);
    assertThat(rollback(2).activeVersion()).isEqualTo(1);
    assertThat(rollback(1).active()).isNull();
    assertThat(agent.status().highestVersion()).isEqualTo(2);
    assertThat(agent.health().healthy()).isFalse();
  }

  @Test
  void an_older_version_is_refused_and_the_left_one_may_return() throws Exception {
    Release first = releases.release(1);
    Release second = releases.release(2);
    good(first);
    deploy(second);
    rollback(2);

    deploy(second);

    assertThat(agent.status().activeVersion()).isEqualTo(2);
    assertRefused(Refusal.VERSION_NOT_NEWER, () -> stage(first));
  }

  @Test
  void a_statement_of_another_key_is_refused() {
    Releases others = new Releases(folder.resolve("others"), CLOCK);

    assertRefused(Refusal.SIGNATURE_INVALID, () -> stage(others.release(1)));
    assertThat(agent.status().errorCode()).hasValue("signature_invalid");
  }

  @Test
  void a_changed_statement_is_refused() {
    SignedStatement signed = releases.release(1).signed();
    byte[] bytes = signed.bytes();
    bytes[bytes.length - 3] ^= 1;
    SignedStatement changed = new SignedStatement(bytes, signed.signature());

    assertRefused(
        Refusal.SIGNATURE_INVALID, () -> agent.stage(changed, 1, InputStream.nullInputStream()));
  }

  @Test
  void a_changed_archive_is_refused() throws Exception {
    Release first = releases.release(1);
    byte[] archive = Files.readAllBytes(first.bundle());
    archive[archive.length / 2] ^= 1;

    assertRefused(Refusal.HASH_MISMATCH, () -> stage(first, archive));
    assertRefused(Refusal.HASH_MISMATCH, () -> stage(first, new byte[archive.length + 1]));
    assertRefused(Refusal.HASH_MISMATCH, () -> stage(first, new byte[0]));
    assertThat(device().resolve("staging")).doesNotExist();
    assertThat(device().resolve("slots")).doesNotExist();
  }

  @Test
  void an_expired_release_is_refused() {
    Release first = releases.release(1);
    restart(config -> clock(config, Clock.offset(CLOCK, Duration.ofDays(365))));

    assertRefused(Refusal.EXPIRED, () -> stage(first));
  }

  @Test
  void a_release_that_expires_while_it_is_staged_is_not_activated() throws Exception {
    stage(releases.release(1));
    restart(config -> clock(config, Clock.offset(CLOCK, Duration.ofDays(365))));

    assertRefused(Refusal.EXPIRED, () -> activate(1));
  }

  @Test
  void a_format_without_a_runtime_is_refused() {
    restart(s -> config(s, List.of(Format.ONNX), s.maxBundleBytes(), s.minFreeBytes()));

    assertRefused(Refusal.UNSUPPORTED_FORMAT, () -> stage(releases.release(1)));
  }

  @Test
  void a_bundle_that_is_too_large_is_refused() {
    restart(s -> config(s, s.formats(), 10, s.minFreeBytes()));

    assertRefused(Refusal.TOO_LARGE, () -> stage(releases.release(1)));
  }

  @Test
  void a_full_disk_is_noticed_before_anything_is_written() {
    restart(s -> config(s, s.formats(), s.maxBundleBytes(), Long.MAX_VALUE / 2));

    assertRefused(Refusal.INSUFFICIENT_SPACE, () -> stage(releases.release(1)));
  }

  @Test
  void a_model_that_answers_otherwise_than_its_golden_rows_is_refused() {
    restart(
        s ->
            prober(
                s,
                staged -> {
                  ProbeReport report = InProcessFleet.probe(staged);
                  return new ProbeReport(
                      report.runtime(),
                      report.loadTimeMs(),
                      new io.edgeflow.deploy.serving.GoldenCheck(32, 0.5, 0.001));
                }));

    assertRefused(Refusal.GOLDEN_MISMATCH, () -> stage(releases.release(1)));
    assertThat(agent.status().stagedVersion()).isZero();
  }

  @Test
  void an_old_runtime_is_refused() {
    restart(
        s ->
            prober(
                s,
                staged -> {
                  ProbeReport report = InProcessFleet.probe(staged);
                  return new ProbeReport("LiteRT 1.4.0", 1, report.golden());
                }));

    assertRefused(Refusal.RUNTIME_TOO_OLD, () -> stage(releases.release(1)));
  }

  @Test
  void activation_needs_a_staged_version() throws Exception {
    assertRefused(Refusal.NOT_STAGED, () -> activate(1));

    stage(releases.release(1));

    assertRefused(Refusal.NOT_STAGED, () -> activate(2));
  }

  @Test
  void a_failed_health_check_falls_back_by_itself() throws Exception {
    good(releases.release(1));
    restart(config -> fault(config, Fault.HEALTH));
    assertThat(agent.health().healthy()).isTrue();
    stage(releases.release(2));

    assertRefused(Refusal.HEALTH_CHECK_FAILED, () -> activate(2));

    assertThat(agent.status().activeVersion()).isEqualTo(1);
    assertThat(agent.status().highestVersion()).isEqualTo(1);
    assertThat(agent.health().healthy()).isTrue();
    assertThat(agent.status().errorCode()).hasValue("health_check_failed");
  }

  @Test
  void a_first_version_that_fails_leaves_no_model() throws Exception {
    restart(config -> fault(config, Fault.HEALTH));
    stage(releases.release(1));

    assertRefused(Refusal.HEALTH_CHECK_FAILED, () -> activate(1));

    assertThat(agent.status().active()).isNull();
  }

  @Test
  void a_restart_brings_the_active_model_back() throws Exception {
    good(releases.release(1));
    DeviceStatus before = agent.status();

    restart(config -> config);

    assertThat(agent.status()).isEqualTo(before);
    assertThat(agent.health().healthy()).isTrue();
  }

  @Test
  void a_torn_upload_is_removed_at_the_start() throws Exception {
    deploy(releases.release(1));
    agent.close();
    Files.createDirectories(device().resolve("staging"));
    Files.write(device().resolve("staging/upload.zip"), new byte[] {1, 2, 3});
    Files.createDirectories(device().resolve("slots/b"));
    Files.write(device().resolve("slots/b/manifest.json"), new byte[] {1});

    agent = start(config -> config);

    assertThat(device().resolve("staging")).doesNotExist();
    assertThat(device().resolve("slots/b")).doesNotExist();
    assertThat(agent.status().activeVersion()).isEqualTo(1);
  }

  @Test
  void an_activation_that_was_cut_short_falls_back() throws Exception {
    good(releases.release(1));
    stage(releases.release(2));
    AgentState state = state(device());
    agent.close();
    Files.writeString(device().resolve("active.json"), AgentState.FORM.pretty(state.activating()));

    agent = start(config -> config);

    assertThat(agent.status().activeVersion()).isEqualTo(1);
    assertThat(agent.status().errorCode()).hasValue("activation_interrupted");
  }

  @Test
  void a_damaged_active_slot_falls_back_to_the_previous_one() throws Exception {
    good(releases.release(1));
    deploy(releases.release(2));
    String slot = state(device()).active();
    agent.close();
    Files.write(device().resolve("slots/" + slot + "/model.fp32.tflite"), new byte[] {1});

    agent = start(config -> config);

    assertThat(agent.status().activeVersion()).isEqualTo(1);
    assertThat(agent.status().errorCode()).hasValue("hash_mismatch");
  }

  @Test
  void a_model_signed_by_a_key_that_is_no_longer_trusted_is_not_loaded() throws Exception {
    deploy(releases.release(1));
    agent.close();
    KeyFolder.development(folder.resolve("new-keys")).provision("device-01", device());

    agent = start(config -> config);

    assertThat(agent.status().active()).isNull();
    assertThat(agent.status().errorCode()).hasValue("signature_invalid");
    assertThat(agent.status().highestVersion()).isEqualTo(1);
  }

  @Test
  void one_process_at_a_time_holds_the_folder() {
    assertThatThrownBy(() -> start(config -> config))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Another agent");
  }

  @Test
  void traffic_is_counted_and_replayed_rows_are_not() throws Exception {
    deploy(releases.release(1));
    Tensor rows = rows(TinyModels.row(1), TinyModels.row(2), TinyModels.row(3));

    Tensor answers = agent.infer(InferRequest.of(rows, null, Purpose.REPLAY)).answers().tensor();
    int[] labels = IntStream.range(0, 3).map(row -> Argmax.of(answers.floatRow(row))).toArray();
    labels[2] = (labels[2] + 1) % 3;
    agent.infer(InferRequest.of(rows, Tensor.of(new int[] {3}, labels), Purpose.TRAFFIC));
    DeviceTelemetry telemetry = agent.telemetry();

    assertThat(telemetry.counters().inferences()).isEqualTo(3);
    assertThat(telemetry.counters().labeled()).isEqualTo(3);
    assertThat(telemetry.counters().quality()).isEqualTo(Map.of(LiveQuality.CORRECT, 2.0));
    assertThat(telemetry.counters().histograms())
        .containsOnlyKeys("confidence_logit", "image_contrast", "image_mean", "predicted_score");
    assertThat(telemetry.counters().histograms().values()).allMatch(h -> h.samples() == 3);
    assertThat(telemetry.runtime().p50Ms()).isPositive();
    assertThat(telemetry.runtime().delegateActive()).isTrue();
    assertThat(telemetry.runtime().peakRamMb()).isPositive();
  }

  @Test
  void every_load_of_a_model_has_a_number_that_restarts_do_not_take_back() throws Exception {
    assertThat(agent.telemetry().counters().load()).isNull();
    good(releases.release(1));
    assertThat(agent.telemetry().counters().load()).isEqualTo(1);

    restart(config -> config);
    assertThat(agent.telemetry().counters().load()).isEqualTo(2);
    deploy(releases.release(2));
    assertThat(agent.telemetry().counters().load()).isEqualTo(3);
    rollback(2);
    assertThat(agent.telemetry().counters().load()).isEqualTo(4);
  }

  @Test
  void a_row_of_the_wrong_length_is_refused_and_counted() throws Exception {
    deploy(releases.release(1));
    Tensor rows = Tensor.of(new int[] {2, 3}, new float[6]);

    assertRefused(
        Refusal.INVALID_INPUT, () -> agent.infer(InferRequest.of(rows, null, Purpose.TRAFFIC)));
    assertThat(agent.telemetry().counters().failures()).isEqualTo(2);
    assertThat(agent.telemetry().counters().inferences()).isZero();
  }

  @Test
  void without_a_model_nothing_is_inferred() {
    Tensor rows = rows(TinyModels.row(1));

    assertRefused(
        Refusal.NO_ACTIVE_MODEL, () -> agent.infer(InferRequest.of(rows, null, Purpose.TRAFFIC)));
    assertThat(agent.telemetry().identity().modelHash()).isNull();
  }

  private static Tensor rows(float[]... rows) {
    return Rows.matrix(List.of(rows), 16);
  }
}
