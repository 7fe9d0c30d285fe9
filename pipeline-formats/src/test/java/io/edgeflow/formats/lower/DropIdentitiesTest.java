package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import org.junit.jupiter.api.Test;

class DropIdentitiesTest {
  private static final Dropout DROP = new Dropout(0.5f);

  @Test
  void readers_of_a_dropout_read_what_it_read() {
    LoweredGraph graph =
        lowered(graph(2).apply("a", new Relu()).apply("drop", DROP).apply("b", new Relu()));

    LoweredGraph dropped = new DropIdentities().apply(graph);

    assertThat(listing(dropped)).containsExactly("Relu(input) -> a", "Relu(a) -> b");
    assertThat(dropped.values()).containsOnlyKeys("input", "a", "b");
  }

  @Test
  void a_chain_of_dropouts_goes_as_a_whole() {
    LoweredGraph graph =
        lowered(graph(2).apply("one", DROP).apply("two", DROP).apply("b", new Relu()));

    assertThat(listing(new DropIdentities().apply(graph))).containsExactly("Relu(input) -> b");
  }

  @Test
  void every_operand_behind_a_dropout_is_found() {
    LoweredGraph graph =
        lowered(
            graph(2)
                .apply("a", new Relu())
                .apply("drop", DROP)
                .from("a", "drop")
                .apply("sum", new Add()));

    assertThat(listing(new DropIdentities().apply(graph)))
        .containsExactly("Relu(input) -> a", "Add(a, a) -> sum");
  }

  @Test
  void a_dropout_at_the_end_leaves_the_models_output_to_what_it_read() {
    LoweredGraph graph = lowered(graph(2).apply("a", new Relu()).apply("drop", DROP));

    LoweredGraph dropped = new DropIdentities().apply(graph);

    assertThat(dropped.outputs()).containsExactly("a");
    assertThat(dropped.signature().output()).isEqualTo("drop");
  }
}
