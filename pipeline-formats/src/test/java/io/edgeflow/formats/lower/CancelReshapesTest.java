package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelReshapesTest {
  private final CancelReshapes rule = new CancelReshapes();

  @Test
  void an_axis_that_is_dropped_and_added_again_stays() {
    LoweredGraph graph =
        lowered(
            graph(2, 1, 3)
                .apply("a", new Sigmoid())
                .apply("narrow", new Squeeze(List.of(2)))
                .apply("wide", new Unsqueeze(List.of(2)))
                .apply("y", new Relu()));

    assertThat(listing(new DropUnread().apply(rule.apply(graph))))
        .containsExactly("Sigmoid(input) -> a", "Relu(a) -> y");
  }

  @Test
  void what_others_read_stays_for_them() {
    LoweredGraph graph =
        lowered(
            graph(2, 1)
                .apply("flat", new Flatten())
                .apply("again", new Reshape(List.of(2, 1)))
                .apply("a", new Sigmoid())
                .from("flat")
                .apply("b", new Unsqueeze(List.of(2)))
                .from("a", "b")
                .apply("y", new Add()));

    assertThat(listing(rule.apply(graph)))
        .containsExactly("Flatten(input) -> flat", "Sigmoid(input) -> a", "Add(a, input) -> y");
  }

  @Test
  void another_shape_in_the_end_is_left_alone() {
    LoweredGraph graph =
        lowered(
            graph(2, 1)
                .apply("flat", new Squeeze(List.of(2)))
                .apply("y", new Unsqueeze(List.of(1))));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void an_activation_in_between_is_carried_out() {
    LoweredGraph graph =
        lowered(
            graph(2, 1)
                .apply("flat", new Squeeze(List.of(2)))
                .apply("relu", new Relu())
                .apply("y", new Unsqueeze(List.of(2))));
    LoweredGraph fused =
        new FuseActivations(new Target().clamping(Squeeze.class).profile()).apply(graph);

    assertThat(listing(rule.apply(fused)))
        .containsExactly("Squeeze+RELU(input) -> relu", "Unsqueeze(relu) -> y");
  }
}
