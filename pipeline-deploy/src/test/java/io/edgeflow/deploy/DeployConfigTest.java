package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.fleet.LocalFleetConfig;
import io.edgeflow.deploy.rollout.RolloutPlan;
import io.edgeflow.deploy.rollout.ValidationConfig;
import io.edgeflow.deploy.testing.Nodes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeployConfigTest {
  private final Problems problems = new Problems();

  @Test
  void the_fields_usual_sample_loads() {
    DeployConfig config =
        read(
            Map.of(
                "packaging", Map.of("format", "tflite", "compress", true, "sign", true),
                "deployment",
                    Map.of("strategy", "canary", "canary_percentage", 10, "rollout_duration", 3600),
                "validation", Map.of("health_check_interval", 30, "max_retries", 3)));

    assertThat(problems.all()).isEmpty();
    assertThat(config.packaging().format()).isEqualTo(Format.TFLITE);
    assertThat(config.rollout().bake()).isEqualTo(Duration.ofHours(1));
    assertThat(config.rollout().healthCheckInterval()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void an_absent_section_means_ten_local_devices() {
    DeployConfig config = DeployConfig.defaults();

    assertThat(config.targets()).isEmpty();
    assertThat(config.localFleet().devices()).isEqualTo(10);
    assertThat(config.rollout().bake()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.rollout().minInferences()).isEqualTo(200);
  }

  @Test
  void strategies_that_are_not_there_are_refused_by_name() {
    read(Map.of("deployment", Map.of("strategy", "blue_green")));

    assertProblem("edge_deployment.deployment.strategy: \"blue_green\" is not available");
  }

  @Test
  void unsigned_bundles_are_refused_because_devices_would() {
    read(Map.of("packaging", Map.of("sign", false)));

    assertProblem("edge_deployment.packaging.sign: must be true");
  }

  @Test
  void faults_are_read_by_device() {
    DeployConfig config =
        read(Map.of("local_fleet", Map.of("faults", Map.of("device-03", "health"))));

    assertThat(problems.all()).isEmpty();
    assertThat(config.localFleet().faults()).isEqualTo(Map.of("device-03", Fault.HEALTH));
  }

  @Test
  void faults_of_unknown_devices_and_unknown_faults_are_refused() {
    read(
        Map.of(
            "local_fleet",
            Map.of("devices", 2, "faults", Map.of("device-03", "health", "device-01", "sleepy"))));

    assertThat(problems.all()).hasSize(2);
    assertProblem("no device device-03; did you mean \"device-0");
    assertProblem("\"sleepy\" is not available; health, runtime, answers");
  }

  @Test
  void targets_take_the_place_of_the_local_fleet() {
    DeployConfig config =
        read(Map.of("targets", List.of(Map.of("id", "door", "uri", "https://127.0.0.1:8443"))));

    assertThat(problems.all()).isEmpty();
    assertThat(config.targets())
        .containsExactly(new DeploymentTarget("door", URI.create("https://127.0.0.1:8443")));
  }

  @Test
  void a_target_elsewhere_needs_keys_of_ones_own() {
    Map<String, String> door = Map.of("id", "door", "uri", "https://door.example:8443");

    read(Map.of("targets", List.of(door)));
    assertProblem("edge_deployment.targets[0].uri: is not on this machine");

    Problems none = new Problems();
    Map<String, Object> withKeys = Map.of("targets", List.of(door), "keys", "/keys");
    DeployConfig.from(DeployConfig.FIELDS.read(Nodes.of(withKeys), "edge_deployment", none), none);
    assertThat(none.all()).isEmpty();
  }

  @Test
  void wrong_targets_are_all_named() {
    read(
        Map.of(
            "targets",
            List.of(
                Map.of("id", "a", "uri", "https://127.0.0.1:1"),
                Map.of("id", "a", "uri", "https://127.0.0.1:2"),
                Map.of("id", "b", "uri", "http://127.0.0.1:3"),
                Map.of("id", "b c", "uri", "https://127.0.0.1:4"),
                Map.of("id", "d", "uri", "nowhere"),
                Map.of("id", "e"))));

    assertThat(problems.all())
        .extracting(Problems.Problem::key)
        .containsExactlyInAnyOrder(
            "edge_deployment.targets[5].uri",
            "edge_deployment.targets[1].id",
            "edge_deployment.targets[2].uri",
            "edge_deployment.targets[3].uri",
            "edge_deployment.targets[4].uri");
  }

  @Test
  void what_is_measured_of_devices_may_be_inconclusive_and_a_pause_may_not() {
    DeployConfig config =
        read(Map.of("validation", Map.of("allow_inconclusive", List.of("golden_accuracy"))));
    assertThat(problems.all()).isEmpty();
    assertThat(config.limits().allowInconclusive()).isEqualTo(Allowance.of("golden_accuracy"));
    assertThat(DeployConfig.defaults().limits().allowInconclusive()).isEqualTo(Allowance.none());

    read(Map.of("validation", Map.of("allow_inconclusive", List.of("canary"))));
    assertProblem("edge_deployment.validation.allow_inconclusive");
    assertProblem("success_rate, golden_accuracy, device_golden_accuracy, accuracy_loss");
  }

  @Test
  void what_is_built_in_code_is_what_the_same_file_says() {
    DeployConfig built =
        DeployConfig.builder()
            .set(Packaging.FORMAT, Format.ONNX)
            .set(Packaging.GOLDEN_ROWS, 8)
            .add(
                DeployConfig.TARGETS,
                door ->
                    door.set(TargetConfig.ID, "door")
                        .set(TargetConfig.ADDRESS, "https://127.0.0.1:8443"))
            .set(DeployConfig.KEYS, Path.of("/keys"))
            .set(LocalFleetConfig.DEVICES, 3)
            .set(RolloutPlan.ROLLOUT_DURATION, Duration.ofMillis(250))
            .set(ValidationConfig.HEALTH_CHECK_INTERVAL, Duration.ofSeconds(2))
            .set(ValidationConfig.ALLOW_INCONCLUSIVE, List.of("golden_accuracy"))
            .build();

    assertThat(built)
        .isEqualTo(
            read(
                Map.of(
                    "packaging", Map.of("format", "onnx", "golden_rows", 8),
                    "targets", List.of(Map.of("id", "door", "uri", "https://127.0.0.1:8443")),
                    "keys", "/keys",
                    "local_fleet", Map.of("devices", 3),
                    "deployment", Map.of("rollout_duration", 0.25),
                    "validation",
                        Map.of(
                            "health_check_interval",
                            2,
                            "allow_inconclusive",
                            List.of("golden_accuracy")))));
    assertThat(built).isNotEqualTo(DeployConfig.defaults());
  }

  @Test
  void faults_beside_targets_are_refused() {
    read(
        Map.of(
            "targets", List.of(Map.of("id", "a", "uri", "https://127.0.0.1:1")),
            "local_fleet", Map.of("faults", Map.of("device-01", "health"))));

    assertProblem("targets are given, so there is no local fleet");
  }

  private DeployConfig read(Map<String, ?> section) {
    return DeployConfig.from(
        DeployConfig.FIELDS.read(Nodes.of(section), "edge_deployment", problems), problems);
  }

  private void assertProblem(String part) {
    assertThat(problems.all()).anyMatch(problem -> problem.toString().contains(part));
  }
}
