package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {
  private static TextTable stages(Style style) {
    return new TextTable(style, "stage", "status", "time", "result")
        .row("model_training", "succeeded", "19.1 s", "accuracy 0.9777, precision 0.9781, f1 0.97")
        .row("monitoring", "skipped", "0.0 s", "");
  }

  @Test
  void without_a_terminal_nothing_is_folded() {
    assertThat(stages(Style.plain()))
        .hasToString(
            """
            stage           status     time    result
            --------------  ---------  ------  ------------------------------------------
            model_training  succeeded  19.1 s  accuracy 0.9777, precision 0.9781, f1 0.97
            monitoring      skipped    0.0 s
            """);
  }

  @Test
  void a_narrow_terminal_folds_the_widest_column_between_words() {
    assertThat(stages(Style.within(62)))
        .hasToString(
            """
            stage           status     time    result
            --------------  ---------  ------  ---------------------------
            model_training  succeeded  19.1 s  accuracy 0.9777, precision
                                               0.9781, f1 0.97
            monitoring      skipped    0.0 s
            """);
  }

  @Test
  void a_narrower_one_gives_each_row_several_lines() {
    assertThat(stages(Style.within(40)))
        .hasToString(
            """
            stage           status     time
              result
            ----------------------------------------
            model_training  succeeded  19.1 s
              accuracy 0.9777, precision 0.9781, f1
              0.97
            monitoring      skipped    0.0 s
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 30, 41, 59, 60, 80, 200})
  void no_line_is_wider_than_the_terminal(int columns) {
    assertThat(stages(Style.within(columns)).toString().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
  }
}
