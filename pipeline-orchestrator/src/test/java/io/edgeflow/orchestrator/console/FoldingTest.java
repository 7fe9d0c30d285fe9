package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {
  @Test
  void a_line_folds_between_words_and_goes_on_behind_its_indent() {
    assertThat(Folding.lines("  limit: one, two, three, four", 16, "    "))
        .containsExactly("  limit: one,", "    two, three,", "    four");
  }

  @Test
  void a_line_as_wide_as_the_terminal_stays_whole() {
    assertThat(Folding.lines("exactly 12 :)", 13, "")).containsExactly("exactly 12 :)");
    assertThat(Folding.lines("exactly 12 :)", 12, "")).containsExactly("exactly 12", ":)");
  }

  @Test
  void columns_within_a_line_stay_where_they_are() {
    assertThat(Folding.lines("a    b  c d e", 10, "")).containsExactly("a    b  c", "d e");
  }

  @Test
  void a_word_that_is_too_long_stays_whole_so_that_it_can_be_copied() {
    assertThat(Folding.lines("report  /a/very/long/path", 12, "  "))
        .containsExactly("report", "  /a/very/long/path");
  }

  @Test
  void a_cell_cuts_a_word_only_when_the_word_itself_is_too_long() {
    assertThat(Folding.cell("see abcdefghij now", 6))
        .containsExactly("see", "abcdef", "ghij", "now");
  }

  @Test
  void what_belongs_together_is_not_parted_and_is_printed_with_a_space() {
    assertThat(Folding.lines("accuracy\u00a00.9777, recall\u00a00.9777", 17, ""))
        .containsExactly("accuracy 0.9777,", "recall 0.9777");
    assertThat(Folding.lines("f1\u00a00.5", 80, "")).containsExactly("f1 0.5");
  }

  @Test
  void colours_take_no_room_and_astral_characters_one_column() {
    String green = "\u001b[32mPASS\u001b[0m";

    assertThat(Folding.width(green)).isEqualTo(4);
    assertThat(Folding.lines("gate " + green, 9, "")).isEqualTo(List.of("gate " + green));
    assertThat(Folding.cell("\ud83d\ude00\ud83d\ude00\ud83d\ude00", 2))
        .containsExactly("\ud83d\ude00\ud83d\ude00", "\ud83d\ude00");
  }

  @Test
  void an_empty_line_is_a_line() {
    assertThat(Folding.lines("", 10, "  ")).containsExactly("");
    assertThat(Folding.lines("   ", 2, "")).containsExactly("");
  }
}
