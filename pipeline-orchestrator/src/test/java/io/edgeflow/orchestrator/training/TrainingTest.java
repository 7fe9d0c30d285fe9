package io.edgeflow.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Answer.Classified;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SelfConfig;
import io.edgeflow.data.table.TargetConfig;
import io.edgeflow.data.table.ValuesConfig;
import io.edgeflow.formats.Runtimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingTest {
  private static final int ROWS = 120;

  @TempDir private Path folder;

  /** Rows around a place of their class. */
  private static float[][] rows(int width) {
    Random random = new Random(7);
    float[][] rows = new float[ROWS][width];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < width; i++) {
        rows[row][i] = (float) (10 + 3 * (row % 3) * (i % 2 == 0 ? 1 : -1) + random.nextGaussian());
      }
    }
    return rows;
  }

  private static int[] labels() {
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row % 3;
    }
    return labels;
  }

  private Training three(String space) {
    return Training.of(rows(4), labels())
        .workspace(folder.resolve(space))
        .showing(Progress.silent())
        .epochs(30)
        .learningRate(0.02);
  }

  @Test
  void arrays_in_memory_become_a_model_whose_exported_file_answers_as_it_does() {
    TrainedModel model = three("space").fit();

    assertThat(folder.resolve("space/training").toFile().list()).containsExactly("lock");
    assertThat(model.accuracy()).isGreaterThan(0.9);
    assertThat(model.graph().name()).isEqualTo("mlp");
    assertThat(model.result().history()).hasSize(30);
    float[] row = {16, 4, 16, 4};
    Classified answer = (Classified) model.predict(row);
    assertThat(answer.label()).isEqualTo("2");
    for (Format format : Format.values()) {
      Path file = folder.resolve("model." + format.id());
      model.save(file);
      try (Predictor exported = Runtimes.open(file, format, 1)) {
        Tensor input =
            Tensor.of(model.preprocessing().output().dims(1), model.preprocessing().apply(row));
        float[] scores = exported.predict(input).toFloats();
        for (int i = 0; i < scores.length; i++) {
          assertThat(scores[i]).isCloseTo(answer.scores().get(i), within(1e-3f));
        }
      }
    }
  }

  @Test
  void rows_of_a_shape_train_a_network_of_that_kind() {
    TrainedModel images =
        Training.of(rows(64), labels())
            .shape(8, 8, 1)
            .workspace(folder)
            .showing(Progress.silent())
            .epochs(2)
            .fit();

    assertThat(images.graph().name()).isEqualTo("cnn");
    assertThat(images.preprocessing().output().dims(1)).containsExactly(1, 8, 8, 1);
  }

  @Test
  void a_training_that_was_interrupted_goes_on_and_gives_the_very_same_weights() {
    TrainedModel whole = three("whole").fit();
    AtomicLong steps = new AtomicLong();
    AtomicLong skipped = new AtomicLong();

    assertThatThrownBy(() -> three("space").showing(counting(steps, skipped, 400)).fit())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Training was interrupted")
        .hasMessageContaining("train again with the same arguments in the same workspace");
    assertThat(skipped).hasValue(0);
    steps.set(0);
    TrainedModel resumed = three("space").showing(counting(steps, skipped, -1)).fit();

    assertThat(skipped.get()).isPositive();
    assertThat(steps.get() + skipped.get()).isEqualTo(30L * ROWS * 7 / 10);
    assertThat(resumed.result().model()).isEqualTo(whole.result().model());
  }

  /** Of the task {@code train} alone; interrupts the thread after so many rows. */
  private static Progress counting(AtomicLong steps, AtomicLong skipped, long last) {
    return (task, total, unit) ->
        new Progress.Task() {
          @Override
          public void step(long units) {
            if (task.equals("train")
                && steps.addAndGet(units) >= last
                && last > 0
                && steps.get() - units < last) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void skip(long units) {
            skipped.addAndGet(units);
          }

          @Override
          public void note(String text) {}

          @Override
          public void close() {}
        };
  }

  @ParameterizedTest
  @MethodSource
  void bad_arrays_are_refused_by_one_clear_error(float[][] rows, int[] labels, String error) {
    assertThatThrownBy(() -> Training.of(rows, labels))
        .isInstanceOf(PipelineException.class)
        .hasMessageMatching("(?s)" + error + ".*remedy: .*");
  }

  static Stream<Arguments> bad_arrays_are_refused_by_one_clear_error() {
    float[][] two = {{1, 2}, {3, 4}};
    int[] both = {0, 1};
    return Stream.of(
        Arguments.of(new float[0][], new int[0], "There are no numbers to train on.*no rows"),
        Arguments.of(new float[2][0], both, "There are no numbers.*rows without numbers"),
        Arguments.of(
            new float[][] {{1, 2}, {3}},
            both,
            "A row has another length than the first.*1 numbers.*2 numbers.*rows\\[1\\]"),
        Arguments.of(
            new float[][] {{1, 2}, {3, Float.NaN}},
            both,
            "A number is not finite.*NaN.*rows\\[1\\]\\[1\\]"),
        Arguments.of(
            new float[][] {{1, Float.NEGATIVE_INFINITY}, {3, 4}},
            both,
            "A number is not finite.*-Infinity.*rows\\[0\\]\\[1\\]"),
        Arguments.of(two, new int[] {0}, "There is not one label for each row.*1 labels.*2 rows"),
        Arguments.of(two, new int[] {0, -1}, "A label is no class.*-1.*0 to 1.*labels\\[1\\]"),
        Arguments.of(two, new int[] {0, 2}, "A class has no row.*no label 1.*0 to 2"));
  }

  @Test
  void labels_beyond_the_classes_are_refused() {
    assertThatThrownBy(() -> Training.of(new float[][] {{1}, {2}}, new int[] {0, 3}, 3))
        .hasMessageContaining("A label is no class")
        .hasMessageContaining("0 to 2")
        .hasMessageContaining("labels[1]");
  }

  @Test
  void rows_that_do_not_fit_their_shape_and_networks_that_there_are_not_are_refused() {
    assertThatThrownBy(() -> three("space").shape(2, 3).fit())
        .hasMessageContaining("The rows do not fit their shape")
        .hasMessageContaining("4 numbers a row");
    assertThatThrownBy(() -> three("space").network("mpl"))
        .hasMessageContaining("No network goes by that name")
        .hasMessageContaining("mlp");
  }

  @Test
  void rows_that_are_too_poor_are_refused_with_the_checks_that_they_fail() throws Exception {
    Path table = folder.resolve("poor.csv");
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int row = 0; row < 100; row++) {
      text.append(row).append(row % 3 == 0 ? "," : ",1").append(row % 2 == 0 ? ",x\n" : ",y\n");
    }
    Files.writeString(table, text);

    assertThatThrownBy(
            () -> Training.ofCsv(table, "kind").workspace(folder).showing(Progress.silent()).fit())
        .hasMessageContaining("too poor to train on")
        .hasMessageContaining("completeness FAIL: 0.8867, must be >= 0.95");
  }

  @Test
  void other_targets_than_classes_are_refused_by_one_error_that_tells_what_to_use() {
    Map<String, UnaryOperator<Training>> asked =
        Map.of(
            "target: values", t -> t.set(FeatureConfig.TARGET, TargetConfig.Kind.VALUES),
            "target: self", t -> t.set(FeatureConfig.TARGET, TargetConfig.Kind.SELF),
            "features.values", t -> t.set(ValuesConfig.VALUES, List.of("price")),
            "features.anomaly", t -> t.set(SelfConfig.ANOMALY, "broken"),
            "the network autoencoder, which gives no classes", t -> t.network("autoencoder"));

    asked.forEach(
        (found, asking) ->
            assertThatThrownBy(() -> asking.apply(three("space")).fit())
                .isInstanceOf(PipelineException.class)
                .hasMessageStartingWith("Training by hand gives classifiers alone")
                .hasMessageContaining(found)
                .hasMessageContaining("EdgeAiWorkflowOrchestrator, or edgeflow run"));
  }

  @Test
  void a_column_of_measured_numbers_is_no_class_and_is_told_apart() throws Exception {
    Path table = folder.resolve("prices.csv");
    StringBuilder text = new StringBuilder("a,b,price\n");
    for (int row = 0; row < 100; row++) {
      text.append(row).append(',').append(row % 7).append(',').append(row * 1.37).append('\n');
    }
    Files.writeString(table, text);

    assertThatThrownBy(
            () -> Training.ofCsv(table, "price").workspace(folder).showing(Progress.silent()).fit())
        .hasMessageContaining("holds measured numbers, not classes")
        .hasMessageContaining("features.target: values");
  }
}
