package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.testing.Recorded;
import io.edgeflow.train.testing.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {
  @TempDir Path folder;
  private RunContext context;
  private TrainingInput input;

  @BeforeEach
  void prepare() {
    context = new Recorded().context(folder, 42, 1);
    ArtifactStore store = context.artifacts();
    input = new TrainingInput(TestData.manifest(store, 64, 24, 24), BatchTransform.none());
  }

  private static TrainConfig config(Optional<Integer> classes, Map<String, Double> thresholds) {
    return new TrainConfig(
        Architecture.CNN,
        classes,
        0.25,
        new TrainingOptions(12, 8, 0.005, Optimizer.Kind.ADAM),
        List.of("accuracy", "f1"),
        thresholds,
        List.of());
  }

  @Test
  void the_stage_trains_stores_and_measures_a_model() {
    ModelTrainer trainer = new ModelTrainer(config(Optional.of(4), Map.of("accuracy", 0.95)));

    TrainingResult result = trainer.run(input, context);

    ModelGraph stored = GraphFile.read(context.artifacts().open(result.model()));
    assertThat(stored.signature().labels()).isEqualTo(TestData.schema().labels());
    assertThat(stored.signature().preprocessing()).isEqualTo(TestData.preprocessing());
    assertThat(result.history()).hasSize(12);
    assertThat(result.test().accuracy()).isEqualTo(1);
    assertThat(result.test().samples()).isEqualTo(24);
    assertThat(result.validation().loss())
        .isEqualTo(result.history().get(result.bestEpoch() - 1).valLoss());
    assertThat(Json.read(Json.text(result), TrainingResult.class, "test")).isEqualTo(result);
  }

  @Test
  void two_runs_store_the_same_bytes() {
    ModelTrainer trainer = new ModelTrainer(config(Optional.empty(), Map.of()));
    RunContext other = new Recorded().context(folder.resolve("other"), 42, 1);
    TrainingInput copied =
        new TrainingInput(TestData.manifest(other.artifacts(), 64, 24, 24), BatchTransform.none());

    assertThat(trainer.run(copied, other).model()).isEqualTo(trainer.run(input, context).model());
  }

  @Test
  void the_report_holds_the_gate_the_metrics_and_the_model() {
    ModelTrainer trainer =
        new ModelTrainer(config(Optional.empty(), Map.of("accuracy", 0.95, "recall", 0.9)));
    TrainingResult result = trainer.run(input, context);

    StageReport report = trainer.report(result);

    assertThat(report.gate().orElseThrow().name()).isEqualTo("model_evaluation");
    assertThat(report.gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.gate().orElseThrow().checks())
        .extracting(check -> check.name() + " " + check.limit() + " " + check.samples())
        .containsExactly("accuracy 0.95 24", "recall 0.9 24");
    assertThat(report.metrics())
        .extracting(Metric::name)
        .containsExactly("accuracy", "f1", "test_loss", "val_loss", "val_accuracy", "best_epoch");
    assertThat(report.artifacts()).containsExactly(result.model());
  }

  @Test
  void a_metric_below_its_threshold_blocks_and_names_a_remedy() {
    Evaluation poor = new Evaluation(100, 0.9, 0.9, 0.9, 0.9, 0.4, List.of(), List.of());
    ModelTrainer trainer = new ModelTrainer(config(Optional.empty(), Map.of("accuracy", 0.95)));
    TrainingResult result =
        new TrainingResult(
            context.artifacts().put("model", new byte[0]),
            1,
            List.of(new EpochMetrics(1, 1, 0.5, 1, 0.5, 10)),
            poor,
            poor);

    StageReport report = trainer.report(result);

    assertThat(report.gate().orElseThrow().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.gate().orElseThrow().blocking().get(0).remedy())
        .contains("thresholds.accuracy");
  }

  @Test
  void data_with_another_number_of_classes_is_refused_before_training() {
    ModelTrainer trainer = new ModelTrainer(config(Optional.of(10), Map.of()));

    assertThatThrownBy(() -> trainer.run(input, context))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.CONFIG))
        .hasMessageContaining("model_training.model.num_classes")
        .hasMessageContaining("limit: 10")
        .hasMessageContaining("set it to 4");
  }
}
