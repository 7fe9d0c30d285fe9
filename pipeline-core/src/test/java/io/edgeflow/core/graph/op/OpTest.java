package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator answers that says nothing of itself, and its name in files. */
class OpTest {
  private static final Op PLAIN = new Arrangement.Concat(1);

  @Test
  void an_operator_claims_nothing_that_it_does_not_say() {
    assertThat(PLAIN.activation()).isEmpty();
    assertThat(PLAIN.identityAtInference()).isFalse();
    assertThat(PLAIN.monotone()).isFalse();
    assertThat(PLAIN.picksLargest()).isFalse();
    assertThat(PLAIN.window(operands(Shape.batchOf(1, 2, 2)))).isEmpty();
    assertThat(PLAIN.channelAffine(Map.of())).isEmpty();
  }

  @Test
  void other_zeros_are_refused_where_there_are_no_windows() {
    assertThatThrownBy(() -> PLAIN.withPads(Pads.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Concat[axis=1] has no window");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu | {\"op\":\"relu\"}",
        "dropout | {\"op\":\"dropout\",\"rate\":0.25}",
        "linear | {\"op\":\"linear\"}",
        "concat | {\"op\":\"concat\",\"axis\":2}",
        "transpose | {\"op\":\"transpose\",\"permutation\":[0,2,1]}",
        "global_avg_pool | {\"op\":\"global_avg_pool\"}",
        "batch_norm | {\"op\":\"batch_norm\",\"epsilon\":0.5,\"momentum\":0.25}"
      })
  void the_name_in_files_is_the_operators_own_and_not_its_types(String name, String json) {
    Op op = Json.read(json, Op.class, name);

    assertThat(Json.text(op)).isEqualTo(json);
  }
}
