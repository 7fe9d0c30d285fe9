package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SelfConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTargetTest {
  private static final Recipe SELF =
      Recipe.usual()
          .with(FeatureConfig.defaults().withTarget(new SelfConfig(Optional.of("bad"), 0.95)));

  @TempDir private Path temp;

  private static final List<String> PUMP =
      Prepared.lines("a,b,bad", 1000, i -> i + "," + i % 7 + "," + (i % 10 == 0 ? "true" : "0"));

  @Test
  void anomalies_are_in_the_test_split_only_and_the_shares_are_those_of_normal_rows() {
    Dataset data = Prepared.of(temp, SELF, 1, 2, PUMP).open();

    assertThat(data.schema().target()).isEqualTo(new SelfTarget("bad", 0.95));
    assertThat(IntStream.of(data.train().labels()).sum()).isZero();
    assertThat(IntStream.of(data.validation().labels()).sum()).isZero();
    assertThat(IntStream.of(data.test().labels()).sum()).isEqualTo(100);
    assertThat(data.train().rows()).isEqualTo(630);
    assertThat(data.validation().rows()).isEqualTo(135);
    assertThat(data.test().rows()).isEqualTo(135 + 100);
    for (int row = 0; row < data.test().rows(); row++) {
      assertThat(data.test().label(row)).isEqualTo(data.test().raw(row)[0] % 10 == 0 ? 1 : 0);
    }
  }

  @Test
  void a_normal_row_that_equals_an_anomaly_is_a_test_row_too() {
    List<String> lines = new ArrayList<>(PUMP);
    IntStream.range(0, 100).forEach(i -> lines.add(10 * i + "," + 10 * i % 7 + ",false"));

    Dataset data = Prepared.of(temp, SELF, 1, 2, lines).open();

    assertThat(data.test().rows()).isEqualTo(135 + 200);
    for (Split split : List.of(data.train(), data.validation())) {
      IntStream.range(0, split.rows())
          .forEach(row -> assertThat(split.raw(row)[0] % 10).isNotZero());
    }
  }

  @Test
  void a_group_with_an_anomaly_is_in_the_test_split_whole() {
    Recipe byDay = SELF.with(SplitConfig.defaults().byGroup("day"));
    List<String> lines =
        Prepared.lines(
            "day,a,bad", 400, i -> i / 10 + "," + i + "," + (i >= 300 && i % 10 == 5 ? 1 : 0));

    Dataset data = Prepared.of(temp, byDay, 1, 2, lines).open();

    assertThat(IntStream.of(data.test().labels()).sum()).isEqualTo(10);
    assertThat(data.train().rows()).isEqualTo(210);
    for (Split split : List.of(data.train(), data.validation())) {
      IntStream.range(0, split.rows()).forEach(r -> assertThat(split.raw(r)[0]).isLessThan(300));
    }
  }

  @Test
  void without_an_anomaly_column_nothing_is_known_and_every_row_is_dealt() {
    Recipe unknown =
        SELF.with(FeatureConfig.defaults().withTarget(new SelfConfig(Optional.empty(), 0.99)));

    Dataset data =
        Prepared.of(temp, unknown, 1, 2, Prepared.lines("a,b", 100, i -> i + "," + i % 7)).open();

    assertThat(data.train().labeled()).isFalse();
    assertThat(List.of(data.train().rows(), data.validation().rows(), data.test().rows()))
        .isEqualTo(List.of(70, 15, 15));
  }

  @Test
  void a_split_without_rows_is_an_error() {
    assertThatThrownBy(
            () ->
                Prepared.of(
                    temp, SELF, 1, 2, Prepared.lines("a,bad", 10, i -> i + "," + (i > 0 ? 1 : 0))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("too few different valid rows")
        .hasMessageContaining("[1, 0, 9]");
  }
}
