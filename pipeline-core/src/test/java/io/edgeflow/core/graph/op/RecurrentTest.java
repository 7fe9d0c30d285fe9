package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.RECURRENT_BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.RECURRENT_WEIGHT;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static io.edgeflow.core.graph.op.OpFixture.visited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Recurrent.Gru;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecurrentTest {
  private static final Shape SERIES = Shape.batchOf(7, 5);
  private static final Lstm LSTM = new Lstm(2, false, Returns.SEQUENCE);
  private static final Gru GRU = new Gru(2, true, Returns.LAST);

  private static Map<ConstantRole, Shape> constants(int rows) {
    Map<ConstantRole, Shape> constants = new EnumMap<>(ConstantRole.class);
    constants.put(WEIGHT, Shape.of(rows, 5));
    constants.put(RECURRENT_WEIGHT, Shape.of(rows, 2));
    return constants;
  }

  @Test
  void a_layer_gives_its_state_behind_each_step_or_the_last() {
    assertThat(LSTM.shape(operands(SERIES, constants(8)))).isEqualTo(Shape.batchOf(7, 2));
    assertThat(GRU.shape(operands(SERIES, constants(6)))).isEqualTo(Shape.batchOf(2));
  }

  @Test
  void weights_of_other_gates_are_refused() {
    assertRefused(() -> GRU.shape(operands(SERIES, constants(8))), "weight", "[8, 5]", "[6, 5]");
    assertRefused(
        () -> LSTM.shape(operands(Shape.batchOf(5), constants(8))),
        "input",
        "[batch, 5]",
        "rank 3");
    assertThatThrownBy(() -> new Gru(0, false, Returns.LAST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A state of 0 numbers");
  }

  @Test
  void there_are_both_biases_or_neither() {
    Map<ConstantRole, Shape> one = constants(8);
    one.put(BIAS, Shape.of(8));
    Map<ConstantRole, Shape> short_ = constants(8);
    short_.put(BIAS, Shape.of(8));
    short_.put(RECURRENT_BIAS, Shape.of(2));

    assertRefused(
        () -> LSTM.shape(operands(SERIES, one)),
        "constants",
        operands(SERIES, one).constants().keySet(),
        "bias and recurrent_bias or neither");
    assertRefused(() -> LSTM.shape(operands(SERIES, short_)), "recurrent_bias", "[2]", "[8]");
  }

  @Test
  void multiply_accumulates_by_hand() {
    // 7 steps; 4 gates of 2 numbers, each of 5 products with the input and 2 with the state
    assertThat(LSTM.macs(operands(SERIES, constants(8)))).isEqualTo(7 * 4 * 2 * (5 + 2));
    assertThat(GRU.macs(operands(SERIES, constants(6)))).isEqualTo(7 * 3 * 2 * (5 + 2));
  }

  @Test
  void an_output_has_no_row_of_the_weight_to_itself() {
    for (Recurrent op : List.of(LSTM, GRU)) {
      assertThat(op.weightAxis()).isEmpty();
      assertThat(op.recurrent()).contains(op);
      assertThat(op.arity()).isEqualTo(Arity.ONE);
      assertThat(op.axes()).isEqualTo(AxisUse.LAST);
    }
    assertThat(new Elementwise.Relu().recurrent()).isEmpty();
    assertThat(visited(LSTM)).isEqualTo("lstm");
    assertThat(visited(GRU)).isEqualTo("gru");
  }

  @Test
  void the_names_in_files_never_change() {
    assertThat(Json.text(LSTM))
        .isEqualTo("{\"op\":\"lstm\",\"hidden\":2,\"reverse\":false,\"returns\":\"sequence\"}");
    assertThat(Json.read(Json.text(GRU), Op.class, "test")).isEqualTo(GRU);
    assertThatThrownBy(() -> Returns.of("first")).hasMessage("No form first of a series");
  }
}
