package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueTargetTest {
  private static final Recipe VALUES =
      Recipe.usual().with(FeatureConfig.defaults().withValues("y", "z"));
  private static final List<String> TABLE =
      Prepared.lines("y,a,b,z", 200, i -> i * 1.5 + "," + i + "," + i % 3 + "," + -i);

  @TempDir private Path temp;

  @Test
  void the_values_travel_with_their_rows_in_the_units_of_the_data() {
    Dataset data = Prepared.of(temp, VALUES, 1, 2, TABLE).open();

    assertThat(data.schema().raw()).isEqualTo(FeatureSpec.vector(2).of(ElementType.UINT8));
    assertThat(List.of(data.train().rows(), data.validation().rows(), data.test().rows()))
        .isEqualTo(List.of(140, 30, 30));
    for (Split split : List.of(data.train(), data.validation(), data.test())) {
      Tensor truths = split.truths(0, split.rows());
      assertThat(truths.dims()).containsExactly(split.rows(), 2);
      for (int row = 0; row < split.rows(); row++) {
        float a = split.raw(row)[0];
        assertThat(truths.floatRow(row)).containsExactly(a * 1.5f, 0 - a);
      }
    }
  }

  @Test
  void the_scale_of_the_values_is_that_of_the_training_rows() {
    Dataset data = Prepared.of(temp, VALUES, 1, 2, TABLE).open();

    double[] train =
        IntStream.range(0, 140).mapToDouble(row -> data.train().raw(row)[0] * 1.5).toArray();
    double mean = java.util.Arrays.stream(train).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(train).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
    ValueTarget target = (ValueTarget) data.schema().target();
    assertThat(target.columns()).containsExactly("y", "z");
    assertThat(target.means().get(0)).isCloseTo((float) mean, within(1e-4f));
    assertThat(target.deviations().get(0)).isCloseTo((float) Math.sqrt(variance), within(1e-4f));
    assertThat(target.means().get(1)).isCloseTo((float) (-mean / 1.5), within(1e-4f));
  }

  @Test
  void a_value_that_never_differs_is_an_error_that_names_it() {
    List<String> constant = Prepared.lines("y,z,a", 100, i -> i + ",4.5," + i);

    assertThatThrownBy(() -> Prepared.of(temp, VALUES, 1, 2, constant))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("column \"z\"")
        .hasMessageContaining("4.5");
  }

  @Test
  void missing_and_unreadable_values_are_quarantined() {
    List<String> lines =
        Prepared.lines(
            "y,z,a", 100, i -> (i == 3 ? "" : i) + "," + (i == 5 ? "nan" : -i) + "," + i);

    Prepared prepared = Prepared.of(temp, VALUES, 1, 2, lines);

    assertThat(prepared.rows().quarantined()).isEqualTo(2);
    assertThat(prepared.rows().valid()).isEqualTo(98);
  }

  @Test
  void equal_rows_of_different_values_stay_together() {
    List<String> twice = Prepared.lines("y,z,a", 200, i -> i + "," + -i + "," + i % 50);

    Dataset data = Prepared.of(temp, VALUES, 1, 2, twice).open();

    List<Float> train = firsts(data.train());
    assertThat(train)
        .doesNotContainAnyElementsOf(firsts(data.validation()))
        .doesNotContainAnyElementsOf(firsts(data.test()));
    assertThat(firsts(data.validation())).doesNotContainAnyElementsOf(firsts(data.test()));
  }

  private static List<Float> firsts(Split split) {
    return IntStream.range(0, split.rows()).mapToObj(row -> split.raw(row)[0]).toList();
  }
}
