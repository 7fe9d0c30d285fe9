package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.rollout.DeploymentStatus;
import io.edgeflow.deploy.rollout.TargetOutcome;
import io.edgeflow.deploy.rollout.TimelineEvent;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Nodes;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts to ten real agents, some of which are away, or fail on the way. */
class MissedDevicesTest {
  private static final int DEVICES = 10;

  /** Each wave pauses this often while it bakes. */
  private static final int PROBES = 5;

  @TempDir private Path workspace;
  private final AtomicInteger pauses = new AtomicInteger();
  private RunContext context;
  private InProcessFleet fleet;
  private FleetClient client;
  private Sleeper sleeper = pause -> {};

  @BeforeEach
  void start_fleet() {
    context = TestRun.in(workspace, Clock.systemUTC());
    start(Map.of());
  }

  @AfterEach
  void stop_fleet() {
    fleet.close();
  }

  @Test
  void a_device_that_is_away_is_pending_and_named_and_the_others_get_the_release() {
    fleet.cut("device-04");

    DeploymentResult result = deploy(1);

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(result.successful()).isEqualTo(DEVICES - 1);
    assertThat(result.pending()).extracting(TargetOutcome::id).containsExactly("device-04");
    assertThat(result.failed()).isEmpty();
    assertThat(events(result, "started").get(0).fields()).containsEntry("pending", "device-04");
    StageReport report = report(result);
    assertThat(report.gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.notes())
        .containsExactly("device-04 is pending: it did not answer; a later run delivers to it");
    assertThat(metric(report, "pending")).isEqualTo(1);
    assertThat(metric(report, "failed")).isZero();
  }

  @Test
  void a_canary_that_is_away_is_replaced_by_the_next_device() {
    fleet.cut("device-01");

    DeploymentResult result = deploy(1);

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(result.judgements().get(0).observations())
        .extracting(seen -> seen.target())
        .containsExactly("device-02");
  }

  @Test
  void the_next_run_delivers_to_the_pending_device_alone() {
    fleet.cut("device-04");
    deploy(1);
    restart(Map.of());

    DeploymentResult next = deploy(1);

    assertThat(next.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(next.version()).isEqualTo(1);
    assertThat(next.successful()).isEqualTo(DEVICES);
    assertThat(next.targets())
        .filteredOn(TargetOutcome::touched)
        .extracting(TargetOutcome::id)
        .containsExactly("device-04");
    assertThat(next.judgements()).hasSize(1);
    assertThat(report(next).gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(deploy(1).status()).isEqualTo(DeploymentStatus.ALREADY_ACTIVE);
  }

  @Test
  void a_pending_device_whose_delivery_fails_takes_nothing_from_the_others() {
    fleet.cut("device-04");
    deploy(1);
    restart(Map.of("device-04", Fault.HEALTH));

    DeploymentResult next = deploy(1);

    assertThat(next.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(next.successful()).isEqualTo(DEVICES - 1);
    assertThat(only(next.failed()).error()).hasValue("health_check_failed");
    assertThat(report(next).gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(next.targets())
        .filteredOn(TargetOutcome::touched)
        .extracting(TargetOutcome::id)
        .containsExactly("device-04");
  }

  @Test
  void devices_that_run_the_release_are_verified_while_one_is_away() {
    deploy(1);
    fleet.cut("device-04");

    DeploymentResult again = deploy(1);

    assertThat(again.status()).isEqualTo(DeploymentStatus.ALREADY_ACTIVE);
    assertThat(again.pending()).extracting(TargetOutcome::id).containsExactly("device-04");
    assertThat(report(again).gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void three_of_thirty_that_are_away_keep_nobody_else_from_the_release() {
    fleet.close();
    start(30, Map.of());
    List<String> away = List.of("device-02", "device-17", "device-30");
    away.forEach(fleet::cut);

    DeploymentResult result = deploy(1);

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(result.successful()).isEqualTo(27);
    assertThat(result.pending()).extracting(TargetOutcome::id).containsExactlyElementsOf(away);
    assertThat(report(result).gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report(result).notes()).hasSize(3);
  }

  @Test
  void too_many_devices_that_are_away_stop_everything_and_are_named() {
    fleet.cut("device-04");
    fleet.cut("device-07");

    assertThatThrownBy(() -> deploy(1))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("device-04, device-07")
        .hasMessageContaining("1 of 10 targets")
        .hasMessageContaining("edge_deployment.deployment.max_unavailable");
    assertThat(workspace.resolve("releases")).doesNotExist();
  }

  @Test
  void a_delivery_that_fails_in_the_second_wave_takes_that_device_back_alone() {
    deploy(1);
    restart(Map.of("device-07", Fault.HEALTH));

    DeploymentResult second = deploy(2);

    assertThat(second.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(second.successful()).isEqualTo(DEVICES - 1);
    TargetOutcome failed = only(second.failed());
    assertThat(failed.id()).isEqualTo("device-07");
    assertThat(failed.versionAfter()).isEqualTo(1);
    assertThat(failed.healthy()).isTrue();
    assertThat(failed.error()).hasValue("health_check_failed");
    assertThat(report(second).gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report(second).notes())
        .containsExactly("device-07 failed: health_check_failed; it runs version 1");
    assertThat(metric(report(second), "failed")).isEqualTo(1);
  }

  @Test
  void more_failures_than_are_tolerated_take_everyone_back() {
    deploy(1);
    restart(Map.of("device-07", Fault.HEALTH, "device-08", Fault.HEALTH));

    DeploymentResult second = deploy(2);

    assertThat(second.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(second.targets()).allMatch(target -> target.versionAfter() == 1);
    assertThat(report(second).gate().orElseThrow().blocking())
        .extracting(Check::name)
        .contains("active_hash_match", "failed_devices");
  }

  @Test
  void a_canary_without_a_device_left_takes_everyone_back_though_one_may_fail() {
    deploy(1);
    restart(Map.of("device-01", Fault.HEALTH));

    DeploymentResult second = deploy(2);

    assertThat(second.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(second.targets()).filteredOn(TargetOutcome::touched).hasSize(1);
  }

  @Test
  void one_of_two_canaries_may_fail_and_the_other_is_judged() {
    restart(Map.of("device-01", Fault.HEALTH));

    DeploymentResult result = deploy(1, Map.of("canary_percentage", 20));

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(result.failed()).extracting(TargetOutcome::id).containsExactly("device-01");
    assertThat(result.judgements().get(0).observations())
        .extracting(seen -> seen.target())
        .containsExactly("device-02");
  }

  @Test
  void a_device_that_falls_silent_before_its_delivery_is_given_up() {
    sleeper = cut("device-05", 1);

    DeploymentResult result = deploy(1);

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(only(result.failed()).id()).isEqualTo("device-05");
    assertThat(only(result.failed()).error()).hasValue("unreachable");
    assertThat(result.successful()).isEqualTo(DEVICES - 1);
  }

  @Test
  void a_device_that_falls_silent_while_its_wave_bakes_is_given_up() {
    sleeper = cut("device-05", PROBES + 1);

    DeploymentResult result = deploy(1);

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(only(result.failed()).id()).isEqualTo("device-05");
    assertThat(events(result, "target.failed").get(0).fields())
        .containsEntry("target", "device-05")
        .containsEntry("error", "unreachable");
    assertThat(result.judgements().get(1).observations()).hasSize(DEVICES - 2);
    assertThat(report(result).gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report(result).notes())
        .containsExactly("device-05 failed: unreachable; it runs no model or does not answer");
  }

  @Test
  void wrong_answers_are_the_releases_fault_and_take_everyone_back() {
    deploy(1);
    restart(Map.of("device-07", Fault.ANSWERS));

    DeploymentResult second = deploy(2);

    assertThat(second.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(second.targets()).allMatch(target -> target.versionAfter() == 1);
  }

  private Sleeper cut(String device, int atPause) {
    return pause -> {
      if (pauses.incrementAndGet() == atPause) {
        fleet.cut(device);
      }
    };
  }

  private DeploymentResult deploy(long seed) {
    return deploy(seed, Map.of());
  }

  private DeploymentResult deploy(long seed, Map<String, Object> deployment) {
    DeploymentInput input =
        new DeploymentInput(
            TinyModels.model(context.artifacts(), Format.TFLITE, seed),
            TinyModels.dataset(context.artifacts()),
            Map.of(),
            null,
            client);
    return new EdgeDeploymentManager(config(deployment), sleeper).run(input, context);
  }

  private static StageReport report(DeploymentResult result) {
    return new EdgeDeploymentManager(config(Map.of())).report(result);
  }

  private static DeployConfig config(Map<String, Object> deployment) {
    Map<String, Object> values = new TreeMap<>(deployment);
    values.put("min_inferences", TinyModels.VALIDATION_ROWS);
    Map<String, Object> limits =
        Map.of("golden_accuracy", 0.9, "p95_ratio", 1000, "max_retries", 0);
    Problems problems = new Problems();
    DeployConfig config =
        DeployConfig.from(
            DeployConfig.FIELDS.read(
                Nodes.of(Map.of("deployment", values, "validation", limits)),
                "edge_deployment",
                problems),
            problems);
    problems.throwIfAny();
    return config;
  }

  private void start(Map<String, Fault> faults) {
    start(DEVICES, faults);
  }

  private void start(int devices, Map<String, Fault> faults) {
    KeyFolder keys = KeyFolder.development(context.workspace().keys());
    fleet = InProcessFleet.start(context.workspace().fleet(), keys, devices, faults);
    client = new FleetClient(fleet.targets(), keys);
  }

  private void restart(Map<String, Fault> faults) {
    fleet.close();
    start(faults);
  }

  private static TargetOutcome only(List<TargetOutcome> targets) {
    assertThat(targets).hasSize(1);
    return targets.get(0);
  }

  private static double metric(StageReport report, String name) {
    return report.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<TimelineEvent> events(DeploymentResult result, String type) {
    return result.timeline().stream().filter(event -> event.type().equals(type)).toList();
  }
}
