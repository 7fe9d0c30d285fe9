package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.train.architecture.Rnn.Cell;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RnnTest extends ArchitectureContract {
  private static final ClassTarget THREE = new ClassTarget("label", List.of("a", "b", "c"));

  @Override
  Architecture architecture() {
    return new Rnn();
  }

  @Override
  List<String> weights() {
    return List.of(
        "d1f902be71ec12b40c2c43cbb27c92ffb461ee1979ad58e260a2f6674e151f95",
        "305c552518bf568712129b1fcf314dc64be4a88439dde69ac4f8e4f3c1c291cb");
  }

  private static ModelGraph graph(Consumer<ConfigBuilder<Section>> keys) {
    return Network.of(new Rnn(), keys).untrained(FeatureSpec.series(20, 6), THREE, 42, null);
  }

  @Test
  void an_lstm_has_four_gates_with_the_parameters_and_the_work_of_pytorchs() {
    ModelGraph graph = graph(keys -> keys.set(Rnn.HIDDEN, 16).set(Rnn.LAYERS, 2));

    int first = 4 * (6 * 16 + 16 * 16 + 16 + 16);
    int second = 4 * (16 * 16 + 16 * 16 + 16 + 16);
    assertThat(graph.parameters()).isEqualTo(first + second + 16 * 3 + 3).isEqualTo(3_763);
    assertThat(graph.macs()).isEqualTo(20 * 4 * (6 * 16 + 3 * 16 * 16) + 16 * 3).isEqualTo(69_168);
  }

  @Test
  void a_gru_has_three_gates_and_in_both_directions_twice_as_many_of_all() {
    ModelGraph graph =
        graph(
            keys ->
                keys.set(Rnn.CELL, Cell.GRU)
                    .set(Rnn.HIDDEN, 16)
                    .set(Rnn.LAYERS, 2)
                    .set(Rnn.BIDIRECTIONAL, true));

    int first = 2 * 3 * (6 * 16 + 16 * 16 + 16 + 16);
    int second = 2 * 3 * (32 * 16 + 16 * 16 + 16 + 16);
    assertThat(graph.parameters()).isEqualTo(first + second + 32 * 3 + 3).isEqualTo(7_203);
    assertThat(graph.macs())
        .isEqualTo(20 * 2 * 3 * (6 * 16 + 16 * 16 + 32 * 16 + 16 * 16) + 32 * 3)
        .isEqualTo(134_496);
    assertThat(graph.shape("rnn1_both")).isEqualTo(Shape.batchOf(20, 32));
    assertThat(graph.shape("rnn2_both")).isEqualTo(Shape.batchOf(32));
  }

  @Test
  void both_halves_of_a_layer_read_what_the_layer_before_gives() {
    ModelGraph graph = graph(keys -> keys.set(Rnn.LAYERS, 2).set(Rnn.BIDIRECTIONAL, true));

    assertThat(graph.consumers("input")).extracting(Node::name).contains("rnn1", "rnn1_reverse");
    assertThat(graph.consumers("rnn1_both"))
        .extracting(Node::name)
        .containsExactly("rnn2", "rnn2_reverse");
  }
}
