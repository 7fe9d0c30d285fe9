package io.edgeflow.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.testing.Oracle;
import io.edgeflow.train.testing.TestData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Held to PyTorch's numbers; see tools/oracle/make_targets.py. */
class NumberLossTest {
  private static float[] noTeacher() {
    throw new AssertionError("asked for a teacher's outputs");
  }

  @ParameterizedTest
  @CsvSource({"mse, MSE, 1", "mae, MAE, 1", "huber_1, HUBER, 1", "huber_0.3, HUBER, 0.3"})
  void losses_and_gradients_are_pytorchs(String name, LossKind kind, double delta) {
    JsonNode golden = Oracle.json("losses.json");
    float[][] outputs = Oracle.rows(golden.get("outputs"));
    float[] truth = Oracle.flat(Oracle.rows(golden.get("truth")));

    BatchLoss found =
        kind.create(new LossSettings(Optional.empty(), List.of(), false, 0, 2, delta))
            .of(
                Oracle.flat(outputs),
                BatchTruth.numbers(outputs.length, truth),
                NumberLossTest::noTeacher);

    JsonNode wanted = golden.get(name);
    assertThat(found.sum() / outputs.length).isCloseTo(wanted.get("loss").asDouble(), within(1e-6));
    assertThat(found.gradient())
        .containsExactly(Oracle.flat(Oracle.rows(wanted.get("gradient"))), within(1e-8f));
  }

  @Test
  void blended_numbers_lie_between_those_of_both_rows() {
    BatchTruth truth = BatchTruth.numbers(2, new float[] {1, 2, 5, 10});

    assertThat(truth.blended(new int[] {1, 0}, 0.75f).numbers()).containsExactly(2, 4, 4, 8);
  }

  @Test
  void a_hand_worked_batch_of_two_rows_of_two_numbers() {
    float[] outputs = {3, 0, 1, -2};
    BatchTruth truth = BatchTruth.numbers(2, new float[] {1, 0, 1, 1});

    BatchLoss squared = new NumberLoss.Squared().of(outputs, truth, NumberLossTest::noTeacher);
    BatchLoss absolute = new NumberLoss.Absolute().of(outputs, truth, NumberLossTest::noTeacher);
    BatchLoss huber = new NumberLoss.Huber(2.5).of(outputs, truth, NumberLossTest::noTeacher);

    assertThat(squared.sum()).isEqualTo((4 + 9) / 2.0);
    assertThat(squared.gradient()).containsExactly(1, 0, 0, -1.5f);
    assertThat(absolute.sum()).isEqualTo((2 + 3) / 2.0);
    assertThat(absolute.gradient()).containsExactly(0.25f, 0, 0, -0.25f);
    assertThat(huber.sum()).isEqualTo((0.5 * 4 + 2.5 * (3 - 1.25)) / 2);
    assertThat(huber.gradient()).containsExactly(0.5f, 0, 0, -0.625f);
  }

  @Test
  void a_value_student_learns_from_teacher_and_truth_by_their_shares() {
    Loss loss =
        new Loss.ValueDistillation(
            TestData.cnn(0.1).untrained(TestData.SPEC, TestData.TARGET, 0, null),
            new NumberLoss.Squared(),
            0.25);
    BatchTruth truth = BatchTruth.numbers(1, new float[] {1});

    BatchLoss found = loss.of(new float[] {3}, truth, () -> new float[] {7});

    assertThat(found.sum()).isEqualTo(0.75 * 4 + 0.25 * 16);
    assertThat(found.gradient()).containsExactly(0.75f * 4 - 0.25f * 8);
    assertThat(loss.onValidation()).isEqualTo(new NumberLoss.Squared());
  }

  @ParameterizedTest
  @EnumSource
  void cross_entropy_and_focal_are_for_classes_and_the_others_for_numbers(LossKind kind) {
    boolean classes = kind == LossKind.CROSS_ENTROPY || kind == LossKind.FOCAL;

    assertThat(kind.supports(OutputKind.LOGITS)).isEqualTo(classes);
    assertThat(kind.supports(OutputKind.VALUES)).isEqualTo(!classes);
    assertThat(kind.supports(OutputKind.RECONSTRUCTION)).isEqualTo(!classes);
  }

  @Test
  void a_number_that_is_not_one_shows_in_every_loss() {
    BatchTruth truth = BatchTruth.numbers(1, new float[] {1});

    for (LossKind kind : new LossKind[] {LossKind.MSE, LossKind.MAE, LossKind.HUBER}) {
      assertThat(
              kind.create(LossSettings.usual())
                  .of(new float[] {Float.NaN}, truth, NumberLossTest::noTeacher)
                  .sum())
          .as(kind.id())
          .isNaN();
    }
  }

  @Test
  void truths_of_another_kind_or_size_are_refused() {
    BatchTruth classes = BatchTruth.classes(new int[] {0});
    BatchTruth numbers = BatchTruth.numbers(1, new float[] {0, 0});

    assertThatThrownBy(
            () -> new NumberLoss.Squared().of(new float[] {1}, classes, NumberLossTest::noTeacher))
        .hasMessageContaining("no numbers");
    assertThatThrownBy(
            () ->
                new Loss.CrossEntropy().of(new float[] {1, 0}, numbers, NumberLossTest::noTeacher))
        .hasMessageContaining("no classes");
    assertThatThrownBy(
            () -> new NumberLoss.Squared().of(new float[] {1}, numbers, NumberLossTest::noTeacher))
        .hasMessageContaining("1 outputs for 2");
    assertThatThrownBy(() -> new NumberLoss.Huber(0)).hasMessageContaining("delta");
  }
}
