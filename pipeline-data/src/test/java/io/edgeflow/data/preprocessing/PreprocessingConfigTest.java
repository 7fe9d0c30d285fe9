package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Choice;
import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.data.preprocessing.MissingConfig.Fill;
import io.edgeflow.data.preprocessing.MissingConfig.Kind;
import io.edgeflow.data.preprocessing.PreprocessingConfig.Scale;
import io.edgeflow.data.preprocessing.PreprocessingConfig.Scaler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreprocessingConfigTest {
  private final Problems problems = new Problems();

  private PreprocessingConfig read(Map<String, ?> values) {
    return PreprocessingConfig.from(
        PreprocessingConfig.FIELDS.read(ConfigValues.node(values), "p", problems), problems);
  }

  private void assertRefused(Map<String, ?> values, String... expected) {
    Problems before = new Problems();
    PreprocessingConfig.from(
        PreprocessingConfig.FIELDS.read(ConfigValues.node(values), "p", before), before);
    assertThat(before.all()).extracting(p -> p.key() + " " + p.message()).containsExactly(expected);
  }

  @Test
  void the_flags_keep_their_meaning() {
    assertThat(read(Map.of()).scalers()).containsExactly(Scaler.MIN_MAX, Scaler.STANDARD);
    assertThat(read(Map.of("normalize", false)).scalers()).containsExactly(Scaler.STANDARD);
    assertThat(read(Map.of("standardize", false)).scalers()).containsExactly(Scaler.MIN_MAX);
    assertThat(read(Map.of("handle_missing", "reject")).missing().drops("any")).isTrue();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void scale_names_one_way_in_place_of_the_flags() {
    assertThat(read(Map.of("scale", "robust")).scalers()).containsExactly(Scaler.of(Scale.ROBUST));
    assertThat(read(Map.of("scale", "standard")).scalers()).containsExactly(Scaler.STANDARD);
    assertThat(read(Map.of("scale", "min_max")).scalers()).containsExactly(Scaler.MIN_MAX);
    assertThat(read(Map.of("scale", "none")).scalers()).isEmpty();
    assertThat(read(Map.of("scale", "min_max", "range", List.of(-1, 1))).scalers())
        .containsExactly(new Scaler(Scale.MIN_MAX, -1, 1));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void scaling_that_contradicts_itself_is_refused() {
    assertRefused(
        Map.of("scale", "robust", "normalize", true),
        "p.normalize and scale say two things; leave one of them out");
    assertRefused(
        Map.of("scale", "none", "standardize", false),
        "p.standardize and scale say two things; leave one of them out");
    assertRefused(
        Map.of("scale", "robust", "range", List.of(0, 1)), "p.range belongs to scale: min_max");
    assertRefused(Map.of("range", List.of(0, 1)), "p.range belongs to scale: min_max");
    assertRefused(
        Map.of("scale", "min_max", "range", List.of(1, 1)),
        "p.range must be [low, high], low below high");
    assertRefused(
        Map.of("scale", "min_max", "range", List.of(1)),
        "p.range must be [low, high], low below high");
  }

  @Test
  void a_column_may_be_filled_in_otherwise_than_the_rest() {
    MissingConfig missing =
        read(Map.of(
                "handle_missing",
                "median",
                "handle_missing_by_column",
                Map.of("a", "drop", "b", Map.of("constant", 7), "c", "most_frequent")))
            .missing();

    assertThat(problems.all()).isEmpty();
    assertThat(missing.of("a")).isEqualTo(Fill.DROP);
    assertThat(missing.of("b")).isEqualTo(new Fill(Kind.CONSTANT, 7));
    assertThat(missing.of("c").kind()).isEqualTo(Kind.MOST_FREQUENT);
    assertThat(missing.of("d").kind()).isEqualTo(Kind.MEDIAN);
    assertThat(missing.drops("a")).isTrue();
    assertThat(missing.drops("d")).isFalse();
  }

  @Test
  void encoding_that_contradicts_itself_is_refused() {
    assertRefused(
        Map.of("encode", Map.of("a", Map.of("one_hot", 3))),
        "p.encode takes no number with one_hot, found one for \"a\"");
    assertRefused(
        Map.of("encode", Map.of("a", "hashing")),
        "p.encode needs a whole number of buckets, 2 to 65536: a: {hashing: BUCKETS}");
    assertRefused(
        Map.of("encode", Map.of("a", Map.of("hashing", 2.5))),
        "p.encode needs a whole number of buckets, 2 to 65536: a: {hashing: BUCKETS}");
    assertRefused(
        Map.of("encode", Map.of("a", "one_hot"), "handle_missing_by_column", Map.of("a", "mean")),
        "p.handle_missing_by_column must be most_frequent or drop for the texts of \"a\"");
    assertRefused(Map.of("crop", List.of(3)), "p.crop must be [height, width]");
  }

  @Test
  void code_says_the_same_as_a_file() {
    PreprocessingConfig built =
        PreprocessingConfig.builder()
            .set(
                MissingConfig.BY_COLUMN,
                Map.of("a", Choice.of("constant", 2), "b", Choice.of("drop")))
            .build();

    assertThat(built)
        .isEqualTo(
            read(
                Map.of(
                    "handle_missing_by_column", Map.of("a", Map.of("constant", 2), "b", "drop"))));
  }

  @Test
  void what_is_filled_in_and_does_not_fit_is_refused() {
    assertRefused(
        Map.of("handle_missing", "constant"), "p.fill is needed with handle_missing: constant");
    assertRefused(Map.of("fill", 3), "p.fill belongs to handle_missing: constant");
    assertRefused(
        Map.of("handle_missing_by_column", Map.of("a", "constant")),
        "p.handle_missing_by_column needs a number: a: {constant: NUMBER}");
    assertRefused(
        Map.of("handle_missing_by_column", Map.of("a", Map.of("median", 3))),
        "p.handle_missing_by_column takes no number with median, found one for \"a\"");
    assertRefused(
        Map.of("handle_missing", "interpolate", "handle_missing_by_column", Map.of("a", "mean")),
        "p.handle_missing_by_column has no meaning with handle_missing: interpolate, which is of"
            + " all");
    assertRefused(
        Map.of("handle_missing_by_column", Map.of("a", "medain")),
        "p.handle_missing_by_column.a \"medain\" is not available; available: mean, median,"
            + " most_frequent, constant, drop; did you mean \"mean\"?");
  }
}
