package io.edgeflow.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.step.Attempt.Reuse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AttemptTest {
  @Test
  void work_that_is_done_each_time_says_why() {
    Attempt<String> attempt = Attempt.always("devices are asked", () -> "done");

    assertThat(attempt.reuse()).isEmpty();
    assertThat(attempt.reason()).isEqualTo("devices are asked");
    assertThat(attempt.work()).isEqualTo("done");
  }

  @Test
  void a_kept_output_passes_through_its_revival() {
    Reuse reuse = new Reuse(List.of(), List.of("data"));
    Attempt<String> attempt = Attempt.reusing(reuse, () -> "made");

    assertThat(attempt.reuse()).contains(reuse);
    assertThat(attempt.revived("kept")).contains("kept");
    assertThat(attempt.revivedBy(kept -> kept + " again").revived("kept")).contains("kept again");
    assertThat(attempt.revivedBy(kept -> kept + " again").work()).isEqualTo("made");
    assertThat(attempt.revivedIf(kept -> Optional.empty()).revived("kept")).isEmpty();
  }

  @Test
  void the_inputs_are_copied() {
    List<String> inputs = new ArrayList<>(List.of("a"));
    Reuse reuse = new Reuse(List.of(), inputs);

    inputs.clear();

    assertThat(reuse.inputs()).containsExactly("a");
  }

  @Test
  void what_counts_of_the_sections_are_their_keys_without_a_mark_and_their_order() {
    Field<Integer> epochs = Field.integer("epochs", 20, 1, 99, "n");
    Field<Double> least = Field.number("least", 0.5, 0, 1, "n").limit();
    FieldTable table = FieldTable.of(epochs, least);
    Section usual = table.defaults();
    Section longer = section(table, builder -> builder.set(epochs, 21));
    Section stricter = section(table, builder -> builder.set(least, 0.9));

    assertThat(new Reuse(List.of(usual, longer), List.of()).fingerprint())
        .isEqualTo("[{\"epochs\":20},{\"epochs\":21}]")
        .isEqualTo(new Reuse(List.of(stricter, longer), List.of()).fingerprint())
        .isNotEqualTo(new Reuse(List.of(longer, usual), List.of()).fingerprint());
  }

  private static Section section(FieldTable table, Consumer<ConfigBuilder<Section>> content) {
    ConfigBuilder<Section> builder = table.builder((section, problems) -> section);
    content.accept(builder);
    return builder.build();
  }

  @Test
  void an_output_that_must_be_there_is_missed_by_name() {
    Inputs none =
        new Inputs() {
          @Override
          public <T> Optional<T> find(Output<T> output) {
            return Optional.empty();
          }
        };

    assertThatThrownBy(() -> none.get(new Output<>("training", String.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("training gave no output");
  }
}
