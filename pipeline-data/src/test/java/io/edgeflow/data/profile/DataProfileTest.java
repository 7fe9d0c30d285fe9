package io.edgeflow.data.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.data.profile.ColumnProfile.Bin;
import io.edgeflow.data.profile.ColumnProfile.ValueCount;
import io.edgeflow.data.profile.NumberProfile.Quantile;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.ColumnType;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataProfileTest {
  @TempDir Path temp;
  private Collected collected;

  @BeforeEach
  void start() {
    collected = new Collected(temp);
  }

  @AfterEach
  void stop() {
    collected.close();
  }

  private static DataProfile profile(CollectedTable table, ProfileLimits limits) {
    return DataProfile.measure(table, table.columns().features().size(), limits);
  }

  private static ColumnProfile column(DataProfile profile, String name) {
    return profile.column(name).orElseThrow();
  }

  private static NumberProfile numbers(DataProfile profile, String name) {
    return Objects.requireNonNull(column(profile, name).numbers());
  }

  @Test
  void a_column_of_numbers_is_told_by_the_definitions_of_deequ() {
    collected.csv("s", "a,b,label", "1,2,x", "1,4,x", "2,,x", "4,8,y", "oops,9,");

    DataProfile profile = profile(collected.load(), ProfileLimits.QUICK);

    ColumnProfile a = column(profile, "a");
    assertThat(a.type()).isEqualTo(ColumnType.NUMBER);
    assertThat(a.malformed()).isEqualTo(1);
    assertThat(a.completeness()).isEqualTo(1);
    assertThat(a.distinct()).isEqualTo(4);
    ColumnProfile.Frequencies frequencies = Objects.requireNonNull(a.frequencies());
    assertThat(frequencies.uniqueness()).isEqualTo(3 / 5.0);
    assertThat(frequencies.distinctness()).isEqualTo(4 / 5.0);
    assertThat(frequencies.entropy())
        .isCloseTo(-(0.4 * Math.log(0.4) + 3 * 0.2 * Math.log(0.2)), within(1e-15));
    NumberProfile numbers = numbers(profile, "a");
    assertThat(numbers.mean()).isEqualTo(2);
    assertThat(numbers.standardDeviation()).isCloseTo(Math.sqrt(1.5), within(1e-15));
    assertThat(numbers.min()).isEqualTo(1);
    assertThat(numbers.max()).isEqualTo(4);
    assertThat(numbers.quantiles()).contains(new Quantile(0.5, 1.5), new Quantile(0.75, 2.5));
    assertThat(numbers.rankError()).isZero();
    assertThat(a.histogram()).hasSize(20).startsWith(new Bin(1, 1.15, 2));
    assertThat(a.histogram().get(19).count()).isEqualTo(1);
    assertThat(column(profile, "b").completeness()).isEqualTo(0.8);
  }

  @Test
  void classes_are_counted_and_their_imbalance_is_the_largest_by_the_smallest() {
    collected.csv("s", "a,label", "1,x", "2,x", "3,x", "4,y", "5,");

    ClassBalance classes =
        Objects.requireNonNull(profile(collected.load(), ProfileLimits.QUICK).classes());

    assertThat(classes.column()).isEqualTo("label");
    assertThat(classes.classes()).containsExactly(new ValueCount("x", 3), new ValueCount("y", 1));
    assertThat(classes.imbalance()).isEqualTo(3);
    assertThat(classes.share(classes.classes().get(0))).isEqualTo(0.75);
  }

  @Test
  void numbers_are_correlated_over_the_rows_that_have_both_and_constants_are_left_out() {
    collected.csv(
        "s", "a,b,c,label", "1,2,7,x", "2,4,7,x", "3,6,7,x", "4,,7,x", "5,1e-3,7,x", "oops,3,7,x");

    DataProfile profile = profile(collected.load(), ProfileLimits.QUICK);

    assertThat(profile.correlations()).hasSize(1);
    assertThat(profile.correlations().get(0).samples()).isEqualTo(4);
    assertThat(profile.correlations().get(0).value()).isCloseTo(-5 / Math.sqrt(175), within(1e-3));
  }

  @Test
  void a_large_table_has_its_moments_of_all_rows_and_its_quantiles_of_some_with_their_error() {
    String[] lines =
        IntStream.rangeClosed(0, 40_000)
            .mapToObj(i -> i == 0 ? "a,label" : i + "," + i % 3)
            .toArray(String[]::new);
    collected.csv("s", lines);

    DataProfile profile = profile(collected.load(), new ProfileLimits(10, 10_000, 4));

    NumberProfile numbers = numbers(profile, "a");
    assertThat(numbers.mean()).isEqualTo(20_000.5);
    assertThat(numbers.quantileSamples()).isEqualTo(10_000);
    assertThat(numbers.rankError()).isBetween(0.016, 0.0165);
    assertThat(numbers.quantiles())
        .allSatisfy(
            q -> assertThat(q.value() / 40_000).isCloseTo(q.share(), within(numbers.rankError())));
    assertThat(column(profile, "a").frequencies()).isNull();
    assertThat((double) column(profile, "a").distinct()).isCloseTo(40_000, within(4_000.0));
    assertThat(column(profile, "label").frequencies()).isNotNull();
  }

  /** Of numbers far from zero DuckDB's corr says -1.36e-6 here; the truth is of whole fractions. */
  @ParameterizedTest
  @ValueSource(longs = {10, 1_000_000})
  void moments_keep_their_digits_far_from_zero_whether_all_cells_count_or_some(long exactCells) {
    String[] lines =
        IntStream.rangeClosed(0, 3000)
            .mapToObj(
                i ->
                    i == 0
                        ? "a,b,label"
                        : (1_000_000_000 + i % 7)
                            + ","
                            + (i * i % 11 - 1_000_000L * i)
                            + ","
                            + i % 3)
            .toArray(String[]::new);

    DataProfile profile =
        profile(collected.csv("s", lines).load(), new ProfileLimits(exactCells, 3000, 4));

    assertThat(profile.correlations()).hasSize(1);
    assertThat(profile.correlations().get(0).samples()).isEqualTo(3000);
    assertThat(profile.correlations().get(0).value())
        .isCloseTo(-9.626523207969226e-07, within(1e-14));
    assertThat(numbers(profile, "a").standardDeviation())
        .isCloseTo(1.9991663818257404, within(1e-8));
  }

  @Test
  void thousands_of_pixels_are_one_column_for_each_channel() {
    int pixels = 20 * 20;
    String names =
        IntStream.range(0, 2 * pixels).mapToObj(i -> "p" + i).reduce((a, b) -> a + "," + b).get();
    String row =
        IntStream.range(0, 2 * pixels)
            .mapToObj(i -> i % 2 == 0 ? "1" : i == 1 ? "" : "3")
            .reduce((a, b) -> a + "," + b)
            .get();
    collected.csv("s", names + ",label", row + ",x", row + ",y");

    DataProfile profile =
        DataProfile.measure(
            collected.load(FeatureConfig.defaults().withShape(20, 20, 2)), 2, ProfileLimits.QUICK);

    assertThat(profile.columns())
        .extracting(ColumnProfile::name)
        .containsExactly("label", "c0", "c1");
    assertThat(numbers(profile, "c0").mean()).isEqualTo(1);
    assertThat(column(profile, "c1").completeness()).isEqualTo(399 / 400.0);
    assertThat(numbers(profile, "c1").max()).isEqualTo(3);
  }

  @Test
  void of_so_many_pixels_that_not_all_are_sorted_quantiles_are_those_of_some() {
    String names =
        IntStream.range(0, 400).mapToObj(i -> "p" + i).reduce((a, b) -> a + "," + b).orElseThrow();
    String row =
        IntStream.range(0, 400).mapToObj(i -> "" + i).reduce((a, b) -> a + "," + b).orElseThrow();
    collected.csv("s", names + ",label", row + ",x", row + ",y", row + ",x", row + ",y");

    DataProfile profile =
        DataProfile.measure(
            collected.load(FeatureConfig.defaults().withShape(20, 20, 1)),
            1,
            new ProfileLimits(100, 400, 4));

    assertThat(numbers(profile, "features").quantileSamples()).isEqualTo(400);
    assertThat(numbers(profile, "features").max()).isEqualTo(399);
  }

  @Test
  void a_profile_is_read_as_it_was_written() {
    collected.csv("s", "a,b,label", "1,2,x", "1,4,x", "2,,x", "4,8,y", "oops,9,");
    CollectedTable table = collected.load();
    DataProfile profile = profile(table, ProfileLimits.QUICK);

    String text = DataProfile.FORM.text(profile);

    assertThat(text).startsWith("{\"format_version\":1,\"rows\":5,");
    assertThat(DataProfile.FORM.read(text, "test")).isEqualTo(profile);
    assertThat(DataProfile.FORM.text(profile(table, ProfileLimits.QUICK))).isEqualTo(text);
  }

  @Test
  void a_table_of_any_columns_is_opened_without_a_target() {
    collected.csv(
        "s",
        "id,at,ok,unit,broken",
        "1,2024-01-02T03:04:05Z,true,C,1.5",
        "2,2024-01-03,false,F,x",
        "3,,TRUE,,");

    DataProfile profile = profile(collected.open(), ProfileLimits.QUICK);

    assertThat(profile.columns())
        .extracting(ColumnProfile::type)
        .containsExactly(
            ColumnType.INTEGER,
            ColumnType.TIMESTAMP,
            ColumnType.BOOLEAN,
            ColumnType.TEXT,
            ColumnType.TEXT);
    assertThat(column(profile, "id").least()).isEqualTo("1");
    assertThat(column(profile, "unit").filled()).isEqualTo(2);
    assertThat(profile.classes()).isNull();
  }
}
