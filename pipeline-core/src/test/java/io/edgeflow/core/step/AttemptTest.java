package io.edgeflow.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.step.Attempt.Reuse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptTest {
  @Test
  void work_that_is_done_each_time_says_why() {
    Attempt<String> attempt = Attempt.always("devices are asked", () -> "done");

    assertThat(attempt.reuse()).isEmpty();
    assertThat(attempt.reason()).isEqualTo("devices are asked");
    assertThat(attempt.isKnown()).isFalse();
    assertThat(attempt.work()).isEqualTo("done");
  }

  @Test
  void a_known_output_needs_no_work() {
    Attempt<String> attempt = Attempt.known("its gate would block", "poor");

    assertThat(attempt.isKnown()).isTrue();
    assertThat(attempt.reuse()).isEmpty();
    assertThat(attempt.work()).isEqualTo("poor");
  }

  @Test
  void a_kept_output_passes_through_its_revival() {
    Reuse reuse = new Reuse("{}", List.of("data"));
    Attempt<String> attempt = Attempt.reusing(reuse, () -> "made");

    assertThat(attempt.reuse()).contains(reuse);
    assertThat(attempt.revived("kept")).isEqualTo("kept");
    assertThat(attempt.revivedBy(kept -> kept + " again").revived("kept")).isEqualTo("kept again");
    assertThat(attempt.revivedBy(kept -> kept + " again").work()).isEqualTo("made");
  }

  @Test
  void the_inputs_are_copied() {
    List<String> inputs = new ArrayList<>(List.of("a"));
    Reuse reuse = new Reuse("", inputs);

    inputs.clear();

    assertThat(reuse.inputs()).containsExactly("a");
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
