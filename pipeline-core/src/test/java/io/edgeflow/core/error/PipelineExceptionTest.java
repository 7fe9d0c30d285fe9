package io.edgeflow.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.error.PipelineException.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineExceptionTest {
  @Test
  void the_message_has_a_line_for_each_part_in_the_order_given() {
    PipelineException e =
        PipelineException.failed("The row is too long")
            .found(65)
            .limit(64)
            .where("digits.csv:3")
            .remedy("mend the row")
            .build();

    assertThat(e)
        .hasMessage(
            "The row is too long\n  found: 65\n  limit: 64\n  where: digits.csv:3\n"
                + "  remedy: mend the row")
        .hasNoCause();
  }

  @Test
  void what_went_wrong_may_stand_alone() {
    assertThat(PipelineException.failed("It broke").build()).hasMessage("It broke");
  }

  @Test
  void the_cause_is_kept_and_not_part_of_the_message() {
    IOException cause = new IOException("disk full");

    PipelineException e = PipelineException.failed("Cannot write").cause(cause).build();

    assertThat(e).hasCause(cause).hasMessage("Cannot write");
  }

  @Test
  void values_are_shown_as_they_show_themselves() {
    assertThat(PipelineException.failed("x").found(List.of(1, 2)).limit(1.5).build())
        .hasMessage("x\n  found: [1, 2]\n  limit: 1.5");
  }

  @Test
  void each_start_has_its_kind() {
    assertThat(PipelineException.failed("x").build().kind()).isEqualTo(Kind.FAILED);
    assertThat(PipelineException.config("x").build().kind()).isEqualTo(Kind.CONFIG);
    assertThat(PipelineException.of(Kind.LOCKED, "x").build().kind()).isEqualTo(Kind.LOCKED);
  }

  /** The exit codes are a contract with schedulers. */
  @ParameterizedTest
  @CsvSource({
    "FAILED, 1",
    "CONFIG, 2",
    "GATE_BLOCKED, 3",
    "ROLLED_BACK, 4",
    "LOCKED, 75",
    "INTERRUPTED, 130"
  })
  void each_kind_has_its_exit_code(Kind kind, int code) {
    assertThat(kind.exitCode()).isEqualTo(code);
  }
}
