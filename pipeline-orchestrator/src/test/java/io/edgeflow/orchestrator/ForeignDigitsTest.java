package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.GateReport;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with files that PyTorch and Keras made ({@code tools/oracle/make_digits.py}). */
class ForeignDigitsTest {
  private static final String AS_IT_IS = "model_training.training.epochs=0";

  /** As the trained files had it. */
  private static final String SCALED = "data_pipeline.preprocessing.standardize=false";

  @TempDir private Path folder;

  private RunResult run(String key, String file, String... more) throws IOException {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("model_training.model={" + key + ": '" + oracle(file) + "'}");
    return SmallWorkflow.in(folder).load(settings.toArray(new String[0])).run();
  }

  private static Path oracle(String file) {
    try {
      URL found = ForeignDigitsTest.class.getResource("/oracle/digits/" + file);
      return Path.of(Objects.requireNonNull(found, file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertPassed(RunResult run) {
    assertThat(run.failure()).isEmpty();
    assertThat(run.record().stages().stream().map(StageRecord::gate).filter(g -> g != null))
        .hasSize(5)
        .allMatch(GateReport::passes);
  }

  private static double accuracy(RunResult run) {
    return run.metric("model_training", "accuracy").orElseThrow();
  }

  private static List<String> remarks(RunResult run) {
    return run.record().stage("model_training").orElseThrow().remarks();
  }

  @Test
  void a_network_of_pytorch_is_trained_on_to_0_97_and_ships_in_8_bits() throws IOException {
    RunResult run =
        run(
            "onnx",
            "normed.onnx",
            "model_training.training={epochs: 20, batch_size: 32, learning_rate: 0.003}",
            "model_training.evaluation.thresholds.accuracy=0.97",
            "model_optimization.model_test.accuracy_retention=0.98");

    assertPassed(run);
    assertThat(accuracy(run)).isGreaterThanOrEqualTo(0.97);
    assertThat(run.metric("edge_deployment", "successful")).hasValue(3);
    assertThat(run.metric("model_optimization", "accuracy_int8_tflite").orElseThrow())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void a_trained_network_of_pytorch_goes_on_untrained_through_monitoring() throws IOException {
    RunResult run =
        run(
            "onnx",
            "trained.onnx",
            AS_IT_IS,
            SCALED,
            "model_optimization.pruning.enabled=false",
            "model_training.evaluation.thresholds.accuracy=0.95");

    assertPassed(run);
    assertThat(run.metric("monitoring", "avg_accuracy").orElseThrow()).isGreaterThan(0.9);
  }

  @Test
  void a_trained_tflite_file_of_keras_loses_its_softmax_and_passes_all_gates() throws IOException {
    RunResult run =
        run(
            "tflite",
            "trained.tflite",
            AS_IT_IS,
            SCALED,
            "model_optimization.pruning.enabled=false",
            "model_training.evaluation.thresholds.accuracy=0.95");

    assertPassed(run);
    assertThat(remarks(run)).anyMatch(note -> note.contains("makes probabilities, is left out"));
  }

  @Test
  void a_network_of_other_classes_is_given_a_new_head() throws IOException {
    RunResult run = run("onnx", "five.onnx");

    assertPassed(run);
    assertThat(remarks(run)).anyMatch(note -> note.contains("a new head"));
  }

  @Test
  void a_file_of_pytorch_teaches_our_own_network() throws IOException {
    RunResult run =
        SmallWorkflow.in(folder)
            .load(
                SCALED,
                "model_optimization.pruning.enabled=false",
                "model_optimization.distillation={enabled: true, epochs: 6, width: 1, teacher:"
                    + " {onnx: '"
                    + oracle("trained.onnx")
                    + "'}}")
            .run();

    assertPassed(run);
    assertThat(run.record().stage("model_optimization").orElseThrow().madeFrom())
        .containsEntry("teacher", "trained.onnx");
  }
}
