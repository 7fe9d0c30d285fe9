package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
  private static final List<String> KNOWN =
      List.of("epochs", "batch_size", "learning_rate", "seed", "a");

  @Test
  void without_problems_nothing_is_thrown() {
    assertThatNoException().isThrownBy(() -> new Problems().throwIfAny());
    assertThat(new Problems().all()).isEmpty();
  }

  @Test
  void one_problem_is_named_with_its_place_and_key() {
    Problems problems = new Problems();
    problems.add(new Location("f.yaml", 3, 7), "training.epochs", "must be a whole number");

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.CONFIG))
        .hasMessage(
            "The configuration has 1 problem:\n"
                + "  f.yaml:3:7: training.epochs: must be a whole number");
  }

  @Test
  void all_problems_are_named_in_the_order_found() {
    Problems problems = new Problems();
    problems.add(Location.of("--set"), "b", "second key");
    problems.add(Location.of("--set"), "a", "first key");

    assertThat(problems.all()).extracting(Problems.Problem::key).containsExactly("b", "a");
    assertThatThrownBy(problems::throwIfAny)
        .hasMessage(
            "The configuration has 2 problems:\n  --set: b: second key\n  --set: a: first key");
  }

  @Test
  void the_list_of_problems_is_a_copy() {
    Problems problems = new Problems();
    List<Problems.Problem> before = problems.all();

    problems.add(Location.of("x"), "k", "m");

    assertThat(before).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "epoch, epochs",
    "epocs, epochs",
    "pochs, epochs",
    "epochz, epochs",
    "xepochs, epochs",
    "batchsize, batch_size",
    "batch-size, batch_size",
    "lerning_rat, learning_rate",
    "learn_rate, learning_rate",
    "sead, seed",
    "b, a"
  })
  void a_name_like_a_known_one_is_guessed(String written, String meant) {
    assertThat(Problems.didYouMean(written, KNOWN)).isEqualTo("; did you mean \"" + meant + "\"?");
  }

  @ParameterizedTest
  @CsvSource({"momentum", "sxxd_", "learning_rate_of_adam", "xy", "optimizer"})
  void a_name_like_none_is_not_guessed(String written) {
    assertThat(Problems.didYouMean(written, List.of("epochs", "batch_size", "seed"))).isEmpty();
  }

  @Test
  void short_names_are_guessed_within_half_their_length_and_long_ones_within_three() {
    assertThat(Problems.didYouMean("abcd", List.of("abxy"))).isNotEmpty();
    assertThat(Problems.didYouMean("abcd", List.of("axyz"))).isEmpty();
    assertThat(Problems.didYouMean("abcdefghij", List.of("abcdefgxyz"))).isNotEmpty();
    assertThat(Problems.didYouMean("abcdefghij", List.of("abcdefwxyz"))).isEmpty();
    assertThat(Problems.didYouMean("", List.of("ab"))).isEmpty();
  }

  @Test
  void the_nearest_is_guessed_and_the_first_of_equals() {
    assertThat(Problems.didYouMean("tests", List.of("tent", "test", "text")))
        .isEqualTo("; did you mean \"test\"?");
    assertThat(Problems.didYouMean("test", List.of("text", "tent")))
        .isEqualTo("; did you mean \"text\"?");
  }
}
