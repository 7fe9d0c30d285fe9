package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.PackagedModel;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts to a real device whose answers are compared with what a test says of the rows. */
class RolloutJudgementTest {
  private static final RolloutPlan PLAN =
      new RolloutPlan(100, Duration.ZERO, 10, 1600, Duration.ofMillis(10), 0, Tolerance.none());
  private static final ValidationConfig LIMITS =
      new ValidationConfig(0.99, 0.85, 0.95, 0.01, 10_000, 1000, Allowance.none());

  @TempDir private Path workspace;
  private Releases releases;
  private InProcessFleet fleet;

  @BeforeEach
  void start_fleet() {
    releases = new Releases(workspace, Clock.systemUTC());
    fleet = InProcessFleet.start(workspace.resolve("fleet"), releases.keys(), 1, Map.of());
  }

  @AfterEach
  void stop_fleet() {
    fleet.close();
  }

  /** 24 rows with one disagreement do not show 85 %, 40 do. */
  @Test
  void a_wave_that_tells_too_little_is_asked_more_rows_and_passes() {
    PackagedModel model = releases.pack(Format.TFLITE, 1);

    Rollout.Outcome outcome = roll(model, 1, disagreeing(model.replay(), 1), PLAN);

    assertThat(outcome.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    Check agreement = check(outcome, "golden_accuracy");
    assertThat(agreement.samples()).isEqualTo(TinyModels.VALIDATION_ROWS);
    assertThat(agreement.value()).isEqualTo(0.975);
    assertThat(agreement.bounds().lower()).isBetween(0.85, 0.9);
  }

  @Test
  void a_wave_that_tells_too_little_when_no_rows_are_left_pauses() {
    PackagedModel model = releases.pack(Format.TFLITE, 1);

    Rollout.Outcome outcome = roll(model, 1, disagreeing(model.replay(), 4), PLAN);

    assertThat(outcome.status()).isEqualTo(DeploymentStatus.PAUSED);
    assertThat(check(outcome, "golden_accuracy").samples()).isEqualTo(TinyModels.VALIDATION_ROWS);
    assertThat(check(outcome, "golden_accuracy").remedy()).contains("max_inferences");
  }

  @Test
  void no_more_rows_are_asked_than_the_plan_allows() {
    PackagedModel model = releases.pack(Format.TFLITE, 1);
    RolloutPlan few =
        new RolloutPlan(100, Duration.ZERO, 10, 24, Duration.ofMillis(10), 0, Tolerance.none());

    Rollout.Outcome outcome = roll(model, 1, disagreeing(model.replay(), 1), few);

    assertThat(outcome.status()).isEqualTo(DeploymentStatus.PAUSED);
    assertThat(check(outcome, "golden_accuracy").samples()).isEqualTo(24);
  }

  @Test
  void a_second_model_is_compared_with_the_first_on_the_same_rows() {
    PackagedModel first = releases.pack(Format.TFLITE, 5);
    roll(first, 1, first.replay(), PLAN);
    PackagedModel second = releases.pack(Format.TFLITE, 7);
    ReplaySet rightIsSecond = labelled(second.replay(), second.replay().expected());

    Rollout.Outcome outcome = roll(second, 2, rightIsSecond, PLAN);

    assertThat(outcome.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(check(outcome, "accuracy_loss").value()).isNegative();
    assertThat(check(outcome, "accuracy_loss").samples()).isBetween(20L, 40L);
    assertThat(check(outcome, "p95_ratio").verdict()).isEqualTo(Verdict.PASS);
    assertThat(outcome.judgements().get(0).observations().get(0).p95BeforeMs()).isPositive();
  }

  @Test
  void a_model_that_is_right_less_often_than_the_one_before_is_taken_back() {
    PackagedModel first = releases.pack(Format.TFLITE, 5);
    roll(first, 1, first.replay(), PLAN);
    PackagedModel second = releases.pack(Format.TFLITE, 7);
    ReplaySet rightIsFirst = labelled(second.replay(), first.replay().expected());

    Rollout.Outcome outcome = roll(second, 2, rightIsFirst, PLAN);

    assertThat(outcome.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(check(outcome, "accuracy_loss").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(outcome, "golden_accuracy").verdict()).isEqualTo(Verdict.PASS);
    assertThat(outcome.targets()).allMatch(target -> target.versionAfter() == 1);
  }

  private Rollout.Outcome roll(
      PackagedModel model, long version, ReplaySet replay, RolloutPlan plan) {
    FleetClient client = new FleetClient(fleet.targets(), releases.keys());
    Map<String, DeviceStatus> before = new TreeMap<>();
    client.targets().forEach(target -> before.put(target.id(), client.status(target)));
    RolloutTimeline timeline =
        new RolloutTimeline(workspace.resolve("rollout.jsonl"), Clock.systemUTC(), EventLog.none());
    return new Rollout(
            client,
            plan,
            new DeploymentValidator(LIMITS, plan),
            timeline,
            duration -> {},
            new Rollout.Order(
                releases.release(model), version, model.bundle().sha256(), before, replay))
        .run(Progress.silent().start("deploy", 1, "devices"));
  }

  /** The first rows' expected class is another than the device's. */
  private static ReplaySet disagreeing(ReplaySet set, int rows) {
    int each = set.expected().dim(1);
    float[] answers = set.expected().toFloats();
    for (int row = 0; row < rows; row++) {
      float[] answer = set.expected().floatRow(row);
      answers[row * each + (Argmax.of(answer) + 1) % each] = 1e6f;
    }
    Tensor expected = Tensor.of(new int[] {set.size(), each}, answers);
    return new ReplaySet(set.target(), set.thresholds(), set.source(), expected, null);
  }

  /** The true class of each row is what some answers say. */
  private static ReplaySet labelled(ReplaySet set, Tensor right) {
    int[] classes =
        IntStream.range(0, set.size()).map(row -> Argmax.of(right.floatRow(row))).toArray();
    Tensor truths = Tensor.of(new int[] {set.size()}, classes);
    return new ReplaySet(set.target(), set.thresholds(), set.source(), set.expected(), truths);
  }

  private static Check check(Rollout.Outcome outcome, String name) {
    return outcome.judgements().get(0).checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
