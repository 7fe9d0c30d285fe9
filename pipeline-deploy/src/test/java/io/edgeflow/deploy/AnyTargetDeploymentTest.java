package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.predict.Answer;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.Target;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.rollout.DeploymentStatus;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Nodes;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.testing.TinyTask;
import io.edgeflow.deploy.trust.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole deployments of models of every target, in integers, over real mutual TLS. */
class AnyTargetDeploymentTest {
  private static final long SEED = 4;

  @TempDir private Path workspace;
  private RunContext context;

  @BeforeEach
  void make_context() {
    context = TestRun.in(workspace, Clock.systemUTC());
  }

  @ParameterizedTest
  @EnumSource
  void a_model_reaches_every_device_and_its_release_answers(TinyTask task) throws Exception {
    DeploymentResult result = deploy(task, Map.of());

    assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
    assertThat(result.target()).isEqualTo(task.target());
    assertThat(result.thresholds().anomaly() != null).isEqualTo(task == TinyTask.SELF);
    assertThat(Json.read(Json.text(result), DeploymentResult.class, "result")).isEqualTo(result);
    try (EdgeModel model = EdgeModel.load(workspace.resolve("releases/1"))) {
      assertAnswers(model, task);
    }
  }

  private static void assertAnswers(EdgeModel model, TinyTask task) {
    List<float[]> rows = IntStream.range(0, 150).mapToObj(task::row).toList();

    List<Answer> together = model.predict(rows);

    assertThat(model.target()).isEqualTo(task.target());
    assertThat(together).hasSize(150).isEqualTo(rows.stream().map(model::predict).toList());
    assertThat(together).extracting(Answer::numbers).allMatch(n -> !n.isEmpty());
    assertThat(together.stream().map(answer -> answer.numbers().toString()).distinct())
        .hasSizeGreaterThan(20);
    assertThatThrownBy(() -> model.predict(List.of(task.row(1), new float[1])))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("wrong length");
    if (task == TinyTask.SELF) {
      assertThat(model.predict(task.anomaly(1)).label()).isEqualTo("anomaly");
      assertThat(together.stream().filter(answer -> answer.label().equals("normal")).count())
          .isGreaterThan(130);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_canary_that_lies_is_caught_by_agreement(TinyTask task) throws Exception {
    DeploymentResult result = deploy(task, Map.of("device-01", Fault.ANSWERS));

    assertThat(result.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(result.judgements().get(0).checks())
        .filteredOn(check -> check.verdict() == Verdict.FAIL)
        .extracting(Check::name)
        .containsExactly("golden_accuracy");
  }

  @ParameterizedTest
  @EnumSource
  void the_model_card_tells_the_task(TinyTask task) throws Exception {
    deploy(task, Map.of());

    String card = text("model_card.md");

    assertThat(card)
        .contains(
            switch (task) {
              case CLASSES -> "| Task | image classification into 3 classes |";
              case VALUES -> "| Task | vector regression of 2 values |";
              case SELF -> "| Task | series anomaly detection by reconstruction |";
            })
        .contains("| Judged by | " + task.target().primary().name() + " |");
  }

  @Test
  void anomalies_without_a_threshold_are_not_shipped() {
    try (InProcessFleet fleet = start(Map.of())) {
      DeploymentInput input = input(TinyTask.SELF, null, fleet);

      assertThatThrownBy(() -> manager().run(input, context))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("The threshold of anomalies is not known");
      assertThat(workspace.resolve("releases")).doesNotExist();
    }
  }

  private DeploymentResult deploy(TinyTask task, Map<String, Fault> faults) {
    try (InProcessFleet fleet = start(faults)) {
      Double threshold = TinyModels.threshold(context.artifacts(), task, SEED);
      return manager().run(input(task, threshold, fleet), context);
    }
  }

  private DeploymentInput input(TinyTask task, Double threshold, InProcessFleet fleet) {
    ArtifactStore store = context.artifacts();
    Target target = task.target();
    return new DeploymentInput(
        TinyModels.model(store, Format.TFLITE, Precision.INT8, task, SEED),
        TinyModels.dataset(store, task),
        Map.of(target.primary().name(), 0.5),
        threshold,
        new FleetClient(fleet.targets(), keys()));
  }

  private static EdgeDeploymentManager manager() {
    Map<String, Object> few = Map.of("min_inferences", TinyModels.VALIDATION_ROWS);
    Problems problems = new Problems();
    DeployConfig config =
        DeployConfig.from(
            DeployConfig.FIELDS.read(
                Nodes.of(Map.of("deployment", few, "validation", Map.of("golden_accuracy", 0.9))),
                "edge_deployment",
                problems),
            problems);
    return new EdgeDeploymentManager(config, pause -> {});
  }

  private InProcessFleet start(Map<String, Fault> faults) {
    return InProcessFleet.start(context.workspace().fleet(), keys(), 2, faults);
  }

  private KeyFolder keys() {
    return KeyFolder.development(context.workspace().keys());
  }

  private String text(String name) throws Exception {
    Path bundle = workspace.resolve("releases/1/bundle.zip");
    try (var zip = new java.util.zip.ZipFile(bundle.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(name)).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
