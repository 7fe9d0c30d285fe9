package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.step.StepProvider;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.workflow.PlannedStage;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The example step of the documentation, compiled, found and run as a user's own. */
@TestMethodOrder(OrderAnnotation.class)
class OwnStepTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("edgeflow.root", ".."))
          .resolve("docs/examples/size-budget/src/com/example/SizeBudget.java");
  private static final String[] QUICK = {
    "workflow.steps=[{name: size_budget, after: model_optimization}]",
    "model_optimization={pruning: {enabled: false}, quantization: {enabled: false},"
        + " export: {formats: [tflite]}}",
    "edge_deployment.local_fleet.devices=1"
  };

  @TempDir private static Path folder;
  private static SmallWorkflow small;
  private static OwnCode code;

  @BeforeAll
  static void compile_the_example() throws IOException {
    code = OwnCode.compile(SOURCE, folder.resolve("classes"), StepProvider.class);
    small = SmallWorkflow.in(folder);
  }

  @AfterAll
  static void forget_the_example() throws IOException {
    code.close();
  }

  private static EdgeAiWorkflowOrchestrator load(String... more) {
    return small.load(Stream.of(QUICK, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  @Order(1)
  void it_reads_the_optimizers_output_and_stands_in_run_report_and_tracker() throws IOException {
    RunResult run = load("size_budget.max_kb=5000").run();

    assertThat(run.failure()).isEmpty();
    assertThat(run.record().stages())
        .extracting(StageRecord::name)
        .containsExactly(
            "data_pipeline",
            "model_training",
            "model_optimization",
            "size_budget",
            "edge_deployment",
            "monitoring");
    StageRecord step = run.record().stage("size_budget").orElseThrow();
    assertThat(step.gate()).isNotNull();
    assertThat(step.gate().name()).isEqualTo("size_gate");
    assertThat(step.metrics().get("total_kb")).isBetween(1.0, 5000.0);
    assertThat(Files.readString(run.report()))
        .contains("Size budget")
        .contains("Sizes beside the budget");
    assertThat(journal(run)).contains("\"total_kb\"");
  }

  @Test
  @Order(2)
  void it_stands_in_the_plan() {
    assertThat(load().plan().stream().map(PlannedStage::stage)).contains("size_budget");
    PlannedStage planned =
        load().plan().stream()
            .filter(p -> p.stage().equals("size_budget"))
            .findFirst()
            .orElseThrow();
    assertThat(planned.plan()).isEqualTo("run");
    assertThat(planned.why()).isEqualTo("it takes no time");
  }

  @Test
  @Order(3)
  void its_gate_blocks() {
    RunResult run = load("size_budget.max_kb=1").run();

    assertThat(run.status()).isEqualTo(RunStatus.GATE_FAILED);
    assertThat(run.record().error()).contains("The gate size_gate blocks").contains("total_kb");
    assertThat(run.record().stage("edge_deployment").orElseThrow().status().id())
        .isEqualTo("skipped");
  }

  @Test
  @Order(4)
  void what_is_wrong_with_it_is_said_before_anything_runs() {
    assertRefused("size_budget.max_kb=0", "size_budget.max_kb", "between 1");
    assertRefused(
        "workflow.steps=[{name: mystery}]", "no step provider \"mystery\"", "size_budget");
    assertRefused("workflow.steps=[{name: monitoring, type: size_budget}]", "is taken");
    assertRefused("workflow.steps=[{name: Size, type: size_budget}]", "snake_case");
    assertRefused(
        "workflow.steps=[{name: size_budget, after: data_pipeline}]",
        "There is no step before it that gives this",
        "OptimizationResult of model_optimization");
    assertRefused(
        "workflow.steps=[{name: size_budget, after: nowhere}]", "There is no step to come after");
    assertRefused("workflow.limits=[{step: nowhere, timeout: 5}]", "There is no step of this name");
  }

  private static void assertRefused(String setting, String... said) {
    assertThatThrownBy(() -> load(setting).plan())
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll(said);
  }

  private static String journal(RunResult run) throws IOException {
    try (Stream<Path> files = Files.list(small.workspace().resolve("track"))) {
      List<Path> found =
          files.filter(f -> f.toString().contains(run.runId())).collect(Collectors.toList());
      return Files.readString(found.get(0));
    }
  }
}
