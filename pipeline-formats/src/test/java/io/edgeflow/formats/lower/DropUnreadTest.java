package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.giving;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import org.junit.jupiter.api.Test;

class DropUnreadTest {
  @Test
  void a_chain_that_no_output_depends_on_goes_with_its_values() {
    LoweredGraph graph =
        lowered(
            graph(2)
                .apply("a", new Relu())
                .apply("dead", new Sigmoid())
                .apply("end", new Relu())
                .from("a")
                .apply("b", new Sigmoid()));

    LoweredGraph dropped = new DropUnread().apply(graph);

    assertThat(listing(dropped)).containsExactly("Relu(input) -> a", "Sigmoid(a) -> b");
    assertThat(dropped.values()).containsOnlyKeys("input", "a", "b");
  }

  @Test
  void what_any_output_depends_on_stays() {
    LoweredGraph graph =
        LoweredGraph.of(
            giving(graph(2).apply("a", new Relu()).apply("b", new Sigmoid()), "b", "a"));

    assertThat(new DropUnread().apply(graph)).isEqualTo(graph);
  }

  @Test
  void an_input_that_nothing_reads_stays() {
    LoweredGraph graph = LoweredGraph.of(giving(graph(2).apply("a", new Relu()), "input"));

    LoweredGraph dropped = new DropUnread().apply(graph);

    assertThat(dropped.ops()).isEmpty();
    assertThat(dropped.values()).containsOnlyKeys("input");
  }
}
