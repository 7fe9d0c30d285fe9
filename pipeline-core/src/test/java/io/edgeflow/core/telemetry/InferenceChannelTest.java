package io.edgeflow.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.telemetry.InferenceChannel.Reply;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceChannelTest {
  private static final Tensor TWO = Tensor.of(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});

  @Test
  void a_reply_gives_the_numbers_of_each_rows_answer() {
    Reply reply = new Reply(TWO, List.of(0.1, 0.2));

    assertThat(reply.answer(0)).containsExactly(1, 2, 3);
    assertThat(reply.answer(1)).containsExactly(4, 5, 6);
  }

  @Test
  void latencies_are_copied() {
    List<Double> latencies = new ArrayList<>(List.of(0.1, 0.2));
    Reply reply = new Reply(TWO, latencies);

    latencies.clear();

    assertThat(reply.latenciesMs()).containsExactly(0.1, 0.2);
  }

  @Test
  void there_is_one_latency_for_each_row_of_answers() {
    assertThatThrownBy(() -> new Reply(TWO, List.of(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FLOAT32[2, 3] with 1 latencies");
    assertThatThrownBy(() -> new Reply(TWO.reshape(6), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
