package io.edgeflow.core.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostprocessingTest {
  private static final Target CLASSES = new ClassTarget("label", List.of("a", "b"));
  private static final Target VALUES =
      new ValueTarget(List.of("v", "w"), Floats.of(10, -1), Floats.of(2, 0.5f));
  private static final Target SELF = new SelfTarget(null, 0.99);
  private static final Tensor FEATURES = tensor(new int[] {2, 2, 1}, 1, 2, 3, 4);

  private static Tensor tensor(int[] dims, float... values) {
    return Tensor.of(dims, values);
  }

  @Test
  void the_scores_of_classes_are_the_answer() {
    Tensor scores = tensor(new int[] {2, 2}, 0.5f, -1, 3, 4);

    assertThat(Postprocessing.answers(CLASSES, FEATURES, scores)).isEqualTo(scores);
  }

  @Test
  void values_come_back_in_the_units_of_the_data() {
    Tensor scaled = tensor(new int[] {2, 2}, 0, 0, 1.5f, -2);

    assertThat(Postprocessing.answers(VALUES, FEATURES, scaled))
        .isEqualTo(tensor(new int[] {2, 2}, 10, -1, 13, -2));
  }

  @Test
  void a_reconstruction_is_answered_by_its_mean_squared_error() {
    // Row 0: (1 - 2)^2 and (2 - 4)^2, mean 2.5; row 1 is met.
    Tensor again = tensor(new int[] {2, 2}, 2, 4, 3, 4);

    assertThat(Postprocessing.answers(SELF, FEATURES, again))
        .isEqualTo(tensor(new int[] {2, 1}, 2.5f, 0));
  }

  @Test
  void the_error_is_summed_in_double_precision() {
    int n = 1 << 12;
    float[] ones = new float[n];
    java.util.Arrays.fill(ones, 1e-4f);
    ones[0] = 1e4f;
    double expected = (1e8 + (n - 1) * (double) 1e-4f * 1e-4f) / n;

    Tensor error =
        Postprocessing.answers(
            SELF, tensor(new int[] {1, n}, new float[n]), tensor(new int[] {1, n}, ones));

    assertThat(error.toFloats()).containsExactly((float) expected);
  }

  @Test
  void no_row_gives_no_answer() {
    Tensor none = tensor(new int[] {0, 2});

    assertThat(Postprocessing.answers(CLASSES, none, none).dims()).containsExactly(0, 2);
  }

  @Test
  void an_output_that_does_not_fit_is_refused() {
    Tensor three = tensor(new int[] {1, 3}, 1, 2, 3);

    for (Target target : List.of(CLASSES, VALUES, SELF)) {
      assertThatThrownBy(() -> Postprocessing.answers(target, FEATURES, three))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("An output FLOAT32[1, 3] for 2 rows of 2 numbers");
    }
  }
}
