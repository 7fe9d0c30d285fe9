package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {
  @Test
  void a_quantile_lies_on_the_line_between_its_neighbours() {
    List<float[]> rows =
        List.of(new float[] {4}, new float[] {1}, new float[] {2}, new float[] {8});

    double[][] found = Quantiles.of(rows, 1, 0, 0.25, 0.5, 0.75, 1);

    assertThat(found[0]).containsExactly(1, 1.75, 3, 5, 8);
  }

  @Test
  void missing_values_do_not_count_and_a_column_of_nothing_else_has_no_quantile() {
    List<float[]> rows =
        List.of(
            new float[] {3, Float.NaN},
            new float[] {Float.NaN, Float.NaN},
            new float[] {5, Float.NaN});

    double[][] found = Quantiles.of(rows, 2, 0.5);

    assertThat(found[0]).containsExactly(4);
    assertThat(found[1]).containsExactly(Double.NaN);
  }

  @Test
  void the_places_of_a_channel_share_their_quantiles() {
    List<float[]> rows = List.of(new float[] {1, 10, 2, 20}, new float[] {3, 30, 4, 40});

    double[][] found = Quantiles.of(rows, 2, 0.5);

    assertThat(found[0]).containsExactly(2.5);
    assertThat(found[1]).containsExactly(25);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 101, 1000})
  void any_floats_have_the_quantiles_that_sorting_gives(int count) {
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      List<float[]> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        float any = Float.intBitsToFloat(random.nextInt());
        rows.add(new float[] {Float.isFinite(any) ? any : -0f, random.nextInt(5) - 2});
      }

      double[][] found = Quantiles.of(rows, 2, 0.1, 0.5, 0.9);

      for (int column = 0; column < 2; column++) {
        int place = column;
        double[] sorted = rows.stream().mapToDouble(row -> row[place]).sorted().toArray();
        assertThat(found[column])
            .containsExactly(expected(sorted, 0.1), expected(sorted, 0.5), expected(sorted, 0.9));
      }
    }
  }

  private static double expected(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    double below = sorted[(int) Math.floor(place)];
    return below + (sorted[(int) Math.ceil(place)] - below) * (place - Math.floor(place));
  }

  @Test
  void more_columns_than_are_counted_at_once_are_all_found() {
    float[] row = new float[5000];
    IntStream.range(0, row.length).forEach(i -> row[i] = i - 2500);

    double[][] found = Quantiles.of(List.of(row, row), row.length, 0.5);

    for (int i = 0; i < row.length; i++) {
      assertThat(found[i]).containsExactly(row[i]);
    }
  }
}
