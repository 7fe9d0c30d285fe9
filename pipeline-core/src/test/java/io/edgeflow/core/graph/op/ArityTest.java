package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArityTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0", "-1, 1", "2, 1"})
  void ends_that_are_reversed_or_below_one_are_refused(int least, int most) {
    assertThatThrownBy(() -> new Arity(least, most))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An arity of " + least + " to " + most);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, true", "3, true", "4, false"})
  void both_ends_are_allowed(int count, boolean allowed) {
    assertThat(new Arity(2, 3).allows(count)).isEqualTo(allowed);
  }

  @Test
  void one_is_the_only_count_of_one() {
    assertThat(Arity.ONE).isEqualTo(new Arity(1, 1));
  }

  @Test
  void any_number_from_two_on_has_no_upper_end() {
    assertThat(Arity.from(2).allows(1)).isFalse();
    assertThat(Arity.from(2).allows(2)).isTrue();
    assertThat(Arity.from(2).allows(Integer.MAX_VALUE)).isTrue();
  }

  @Test
  void an_arity_reads_as_an_error_would_say_it() {
    assertThat(Arity.ONE).hasToString("1");
    assertThat(new Arity(1, 2)).hasToString("1 to 2");
    assertThat(Arity.from(2)).hasToString("2 or more");
  }
}
