package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaySetTest {
  private static final Tensor ROW = Tensor.of(new int[] {1, 1}, new float[] {0});

  private static ReplaySet expecting(Target target, float... answer) {
    return new ReplaySet(
        target,
        new Thresholds(0, 2.0),
        wanted -> ROW,
        Tensor.of(new int[] {1, answer.length}, answer),
        Tensor.of(new int[] {1}, new int[] {1}));
  }

  @Test
  void classes_agree_when_the_largest_score_is_the_same() {
    ReplaySet set = expecting(new ClassTarget("c", List.of("a", "b")), 1, 2);

    assertThat(set.agrees(0, new float[] {0, 9})).isTrue();
    assertThat(set.agrees(0, new float[] {2, 1})).isFalse();
  }

  @Test
  void values_agree_within_a_tenth_of_a_deviation() {
    ReplaySet set = expecting(new ValueTarget(List.of("v"), Floats.of(0f), Floats.of(10f)), 5);

    assertThat(set.agrees(0, new float[] {5.9f})).isTrue();
    assertThat(set.agrees(0, new float[] {6.1f})).isFalse();
  }

  @Test
  void anomalies_agree_on_the_same_side_of_the_bundles_threshold() {
    ReplaySet set = expecting(new SelfTarget(null, 0.99), 1.9f);

    assertThat(set.agrees(0, new float[] {0})).isTrue();
    assertThat(set.agrees(0, new float[] {2.1f})).isFalse();
  }

  @Test
  void what_is_no_number_or_has_another_length_never_agrees() {
    ReplaySet normal = expecting(new SelfTarget(null, 0.99), 1);
    ReplaySet first = expecting(new ClassTarget("c", List.of("a", "b")), 2, 1);

    assertThat(normal.agrees(0, new float[] {Float.NaN})).isFalse();
    assertThat(normal.agrees(0, new float[0])).isFalse();
    assertThat(first.agrees(0, new float[] {Float.NaN, Float.NaN})).isFalse();
    assertThat(first.agrees(0, new float[] {2, 1, 0})).isFalse();
  }

  @Test
  void classes_are_right_or_wrong_and_other_answers_are_neither() {
    ReplaySet classes = expecting(new ClassTarget("c", List.of("a", "b")), 1, 2);
    ReplaySet values = expecting(new ValueTarget(List.of("v"), Floats.of(0f), Floats.of(10f)), 5);

    assertThat(classes.isRight(0, new float[] {0, 9})).hasValue(true);
    assertThat(classes.isRight(0, new float[] {9, 0})).hasValue(false);
    assertThat(classes.isRight(0, new float[] {9, 0, 0})).isEmpty();
    assertThat(values.isRight(0, new float[] {5})).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"270, 1", "270, 9", "10, 3", "1000, 100", "5, 9"})
  void devices_are_asked_rows_of_their_own_first_and_no_row_twice(int size, int devices) {
    ReplaySet set = numbered(size);
    List<Integer> own = new ArrayList<>();

    for (int device = 0; device < devices; device++) {
      ReplaySet.Part part = set.part(device, devices);
      int next = device + 1 < devices ? set.part(device + 1, devices).row(0) : size;
      own.addAll(IntStream.range(part.row(0), next).boxed().toList());
      assertThat(IntStream.range(0, size).map(part::row).boxed().toList())
          .doesNotHaveDuplicates()
          .hasSize(size);
    }

    assertThat(own).doesNotHaveDuplicates().hasSize(size);
  }

  private static ReplaySet numbered(int size) {
    return new ReplaySet(
        new ValueTarget(List.of("v"), Floats.of(0f), Floats.of(10f)),
        Thresholds.NONE,
        wanted -> ROW,
        Tensor.of(new int[] {size, 1}, new float[size]),
        null);
  }
}
