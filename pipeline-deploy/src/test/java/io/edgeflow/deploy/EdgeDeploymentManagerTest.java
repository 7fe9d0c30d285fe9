package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.testing.ShownText;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.rollout.DeploymentStatus;
import io.edgeflow.deploy.rollout.TargetOutcome;
import io.edgeflow.deploy.rollout.TimelineEvent;
import io.edgeflow.deploy.testing.FewRows;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole deployments to real agents, over real mutual TLS, with a real runtime. */
class EdgeDeploymentManagerTest {
  private static final int DEVICES = 4;
  private static final int TEN = 10;

  /** What {@value TinyModels#VALIDATION_ROWS} rows can show. */
  @TempDir private Path workspace;

  private final List<Duration> pauses = new ArrayList<>();
  private RunContext context;
  private InProcessFleet fleet;

  @BeforeEach
  void start_fleet() {
    context = TestRun.in(workspace, Clock.systemUTC());
    fleet = start(DEVICES, Map.of());
  }

  @AfterEach
  void stop_fleet() {
    fleet.close();
  }

  @Test
  void a_first_model_reaches_every_device() {
    DeploymentResult result = deploy(1);
    ShownText.assertOneLine(result);

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(result.version()).isEqualTo(1);
    assertThat(result.targets())
        .hasSize(DEVICES)
        .allMatch(target -> result.modelSha256().equals(target.modelSha256()));
    assertThat(result.baseline().histograms())
        .containsOnlyKeys("confidence_logit", "image_contrast", "image_mean", "predicted_score");
    assertThat(events(result, "wave.started"))
        .extracting(event -> event.fields().get("targets"))
        .containsExactly("1", "3");
    assertThat(pauses).hasSize(10).allMatch(Duration.ofSeconds(1)::equals);
    assertThat(gate(result).verdict()).isEqualTo(Verdict.PASS);
    assertThat(metrics(result))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("total_targets", 4.0, "successful", 4.0, "failed", 0.0, "pending", 0.0));
  }

  @Test
  void the_result_survives_json() {
    DeploymentResult result = deploy(1);

    assertThat(Json.read(Json.text(result), DeploymentResult.class, "result")).isEqualTo(result);
  }

  @Test
  void the_same_model_again_is_verified_and_not_sent() {
    deploy(1);
    pauses.clear();

    DeploymentResult again = deploy(1);

    assertThat(again.status()).isEqualTo(DeploymentStatus.ALREADY_ACTIVE);
    assertThat(again.version()).isEqualTo(1);
    assertThat(workspace.resolve("releases/2")).doesNotExist();
    assertThat(again.targets()).noneMatch(TargetOutcome::touched);
    assertThat(gate(again).verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate(again).checks())
        .filteredOn(check -> check.verdict() == null)
        .extracting(Check::name)
        .containsExactly("canary", "accuracy_loss", "p95_ratio");
  }

  @Test
  void a_canary_that_fails_its_health_check_brings_version_1_back() {
    restart(TEN, Map.of());
    DeploymentResult first = deploy(1);
    restart(TEN, Map.of("device-01", Fault.HEALTH));

    DeploymentResult second = deploy(2);

    assertThat(second.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(second.rolledBack()).isTrue();
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.targets())
        .allMatch(target -> first.modelSha256().equals(target.modelSha256()))
        .allMatch(target -> target.versionAfter() == 1)
        .allMatch(TargetOutcome::healthy);
    assertThat(second.targets()).filteredOn(TargetOutcome::touched).hasSize(1);
    assertThat(second.targets().get(0).error()).hasValue("health_check_failed");
    assertThat(untouchedByVersion2()).isEqualTo(TEN - 1);
    assertThat(gate(second).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(metrics(second)).containsEntry("failed", 10.0);
  }

  @Test
  void a_canary_that_answers_wrongly_is_rolled_back_by_the_manager() {
    deploy(1);
    restart(Map.of("device-01", Fault.ANSWERS));

    DeploymentResult second = deploy(2);

    assertThat(second.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(second.judgements()).hasSize(1);
    assertThat(second.judgements().get(0).checks())
        .filteredOn(check -> check.verdict() == Verdict.FAIL)
        .extracting(Check::name)
        .containsExactly("golden_accuracy");
    assertThat(second.targets()).allMatch(target -> target.versionAfter() == 1);
    assertThat(events(second, "target.rolled_back")).hasSize(1);
  }

  @Test
  void a_fault_in_the_second_wave_takes_every_touched_device_back() {
    deploy(1);
    restart(Map.of("device-03", Fault.HEALTH));

    DeploymentResult second = deploy(2);

    assertThat(second.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(second.targets())
        .allMatch(target -> target.versionAfter() == 1)
        .allMatch(TargetOutcome::touched);
    assertThat(second.targets().get(0).error()).isEmpty();
    assertThat(events(second, "target.rolled_back")).hasSize(DEVICES);
  }

  @Test
  void a_first_release_that_fails_leaves_no_model_anywhere() {
    restart(Map.of("device-01", Fault.ANSWERS));

    DeploymentResult result = deploy(1);

    assertThat(result.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(result.targets()).allMatch(target -> target.modelSha256() == null);
  }

  @Test
  void too_few_rows_pause_and_promote_nobody() {
    EdgeDeploymentManager manager =
        manager(Map.of("min_inferences", TinyModels.VALIDATION_ROWS + 1L));

    DeploymentResult result = manager.run(input(1), context);

    assertThat(result.status()).isEqualTo(DeploymentStatus.PAUSED);
    assertThat(result.targets()).filteredOn(TargetOutcome::active).hasSize(1);
    assertThat(manager.report(result).gate().orElseThrow().verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.judgements().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_rolled_back_model_may_come_again_under_its_version() {
    deploy(1);
    restart(Map.of("device-01", Fault.HEALTH));
    deploy(2);
    restart(Map.of());

    DeploymentResult again = deploy(2);

    assertThat(again.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(again.version()).isEqualTo(2);
    assertThat(workspace.resolve("releases/3")).doesNotExist();
  }

  @Test
  void a_half_done_rollout_is_completed_by_the_next_one() {
    deploy(1);
    manager(Map.of("min_inferences", TinyModels.VALIDATION_ROWS + 1L)).run(input(2), context);

    DeploymentResult result = deploy(2);

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(result.version()).isEqualTo(2);
    assertThat(result.targets()).allMatch(TargetOutcome::active);
  }

  @Test
  void lost_releases_do_not_bring_the_counter_below_what_devices_ran() throws IOException {
    deploy(1);
    deploy(2);
    Files.move(workspace.resolve("releases"), workspace.resolve("lost"));

    assertThat(deploy(3).version()).isEqualTo(3);
  }

  @Test
  void a_device_that_is_gone_stops_everything_before_anything_is_sent() {
    FleetClient client = client();
    fleet.cut("device-04");

    assertThatThrownBy(
            () ->
                manager(Map.of())
                    .run(
                        new DeploymentInput(
                            TinyModels.model(context.artifacts(), Format.TFLITE, 1),
                            TinyModels.dataset(context.artifacts()),
                            Map.of(),
                            null,
                            client),
                        context))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("device-04");
    assertThat(workspace.resolve("releases")).doesNotExist();
  }

  @Test
  void a_model_of_another_format_is_refused() {
    DeploymentInput input =
        new DeploymentInput(
            TinyModels.model(context.artifacts(), Format.ONNX, 1),
            TinyModels.dataset(context.artifacts()),
            Map.of(),
            null,
            client());

    assertThatThrownBy(() -> manager(Map.of()).run(input, context))
        .hasMessageContaining("edge_deployment.packaging.format");
  }

  @Test
  void the_journal_holds_every_step_in_order() throws IOException {
    DeploymentResult result = deploy(1);

    List<String> lines = Files.readAllLines(context.folder().resolve("rollout.jsonl"));
    assertThat(lines).hasSize(result.timeline().size());
    assertThat(lines.get(0)).contains("\"started\"");
    assertThat(lines.get(lines.size() - 1)).contains("\"finished\"", "\"DEPLOYED\"");
    assertThat(events(result, "target.activated")).hasSize(DEVICES);
  }

  @Test
  void an_interrupt_takes_touched_devices_back() {
    deploy(1);
    Sleeper interrupting =
        duration -> {
          throw new InterruptedException();
        };
    EdgeDeploymentManager manager =
        new EdgeDeploymentManager(FewRows.config(Map.of()), interrupting);

    assertThatThrownBy(() -> manager.run(input(2), context))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.INTERRUPTED));
    assertThat(client().targets()).allMatch(t -> client().status(t).activeVersion() == 1);
  }

  private DeploymentResult deploy(long seed) {
    return manager(Map.of()).run(input(seed), context);
  }

  private DeploymentInput input(long seed) {
    return new DeploymentInput(
        TinyModels.model(context.artifacts(), Format.TFLITE, seed),
        TinyModels.dataset(context.artifacts()),
        Map.of("accuracy", 0.5),
        null,
        client());
  }

  private EdgeDeploymentManager manager(Map<String, Object> deployment) {
    return new EdgeDeploymentManager(FewRows.config(deployment), pauses::add);
  }

  private FleetClient client() {
    return new FleetClient(fleet.targets(), keys());
  }

  private KeyFolder keys() {
    return KeyFolder.development(context.workspace().keys());
  }

  private InProcessFleet start(int devices, Map<String, Fault> faults) {
    return InProcessFleet.start(context.workspace().fleet(), keys(), devices, faults);
  }

  private void restart(Map<String, Fault> faults) {
    restart(DEVICES, faults);
  }

  private void restart(int devices, Map<String, Fault> faults) {
    fleet.close();
    fleet = start(devices, faults);
  }

  private long untouchedByVersion2() {
    return fleet.targets().stream()
        .map(client()::status)
        .filter(status -> status.stagedVersion() == 0 && status.previousVersion() == 0)
        .filter(status -> status.errorCode().isEmpty())
        .count();
  }

  private GateReport gate(DeploymentResult result) {
    return manager(Map.of()).report(result).gate().orElseThrow();
  }

  private Map<String, Double> metrics(DeploymentResult result) {
    StageReport report = manager(Map.of()).report(result);
    return report.metrics().stream()
        .collect(java.util.stream.Collectors.toMap(Metric::name, Metric::value));
  }

  private static List<TimelineEvent> events(DeploymentResult result, String type) {
    return result.timeline().stream().filter(event -> event.type().equals(type)).toList();
  }
}
