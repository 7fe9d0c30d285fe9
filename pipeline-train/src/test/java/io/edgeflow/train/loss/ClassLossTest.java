package io.edgeflow.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.train.testing.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held to PyTorch; see tools/oracle/make_optimizers.py. */
class ClassLossTest {
  private static final JsonNode GOLDEN = Oracle.json("class_losses.json");

  static Stream<JsonNode> torch() {
    return cases("cases");
  }

  static Stream<JsonNode> blends() {
    return cases("blends");
  }

  private static Stream<JsonNode> cases(String name) {
    List<JsonNode> cases = new ArrayList<>();
    GOLDEN.get(name).forEach(cases::add);
    return cases.stream();
  }

  private static int[] labels() {
    return integers("labels");
  }

  private static int[] integers(String name) {
    JsonNode list = GOLDEN.get(name);
    return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
  }

  private static float[] noTeacher() {
    throw new AssertionError("asked for a teacher's scores");
  }

  private static Loss.CrossEntropy kind(JsonNode torch) {
    List<Double> weights = new ArrayList<>();
    torch.get("weights").forEach(weight -> weights.add(weight.asDouble()));
    return new Loss.CrossEntropy(
        weights, torch.get("smoothing").asDouble(), torch.get("gamma").asDouble());
  }

  @ParameterizedTest
  @MethodSource("torch")
  void loss_and_gradient_are_pytorchs(JsonNode torch) {
    float[] scores = Oracle.flat(Oracle.rows(GOLDEN.get("scores")));

    BatchLoss loss = kind(torch).of(scores, BatchTruth.classes(labels()), ClassLossTest::noTeacher);

    assertThat(loss.sum() / labels().length).isCloseTo(torch.get("loss").asDouble(), within(1e-5));
    assertThat(loss.gradient())
        .containsExactly(Oracle.flat(Oracle.rows(torch.get("gradient"))), within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("blends")
  void loss_and_gradient_of_blended_rows_are_pytorchs(JsonNode torch) {
    float[] scores = Oracle.flat(Oracle.rows(GOLDEN.get("scores")));
    BatchTruth truth =
        BatchTruth.classes(labels())
            .blended(integers("partners"), (float) torch.get("share").asDouble());

    BatchLoss loss = kind(torch).of(scores, truth, ClassLossTest::noTeacher);

    assertThat(loss.sum() / labels().length).isCloseTo(torch.get("loss").asDouble(), within(1e-5));
    assertThat(loss.gradient())
        .containsExactly(Oracle.flat(Oracle.rows(torch.get("gradient"))), within(1e-5f));
  }

  @Test
  void a_row_that_is_certainly_right_has_no_gradient_of_any_focus() {
    for (double gamma : new double[] {0.5, 1, 2}) {
      Loss focal = new Loss.CrossEntropy(List.of(), 0, gamma);

      BatchLoss loss =
          focal.of(
              new float[] {1e30f, -1e30f},
              BatchTruth.classes(new int[] {0}),
              ClassLossTest::noTeacher);

      assertThat(loss.sum()).isZero();
      assertThat(loss.gradient()).containsExactly(0, 0);
    }
  }

  @Test
  void the_validation_loss_is_the_plain_one() {
    Loss focal = new Loss.CrossEntropy(List.of(1.0, 2.0), 0.1, 2);

    assertThat(focal.onValidation()).isEqualTo(new Loss.CrossEntropy());
  }

  @Test
  void weights_and_shares_out_of_range_are_refused() {
    assertThatThrownBy(() -> new Loss.CrossEntropy(List.of(0.0, 1.0), 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Loss.CrossEntropy(List.of(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Loss.CrossEntropy(List.of(), 0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
