package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class AlongLastAxisTest {
  private final AlongLastAxis rule =
      new AlongLastAxis(new Target().answering("alongAnyAxis", false).profile());

  @Test
  void an_axis_is_brought_to_the_end_and_back() {
    LoweredGraph graph = rule.apply(lowered(graph(2, 3, 4).apply("y", new Softmax(1))));

    assertThat(listing(graph))
        .containsExactly(
            "Transpose(input) -> y.last", "Softmax(y.last) -> y.along", "Transpose(y.along) -> y");
    assertThat(op(graph, "y.last").op()).isEqualTo(Transpose.by(0, 2, 3, 1));
    assertThat(op(graph, "y.along").op()).isEqualTo(new Softmax());
    assertThat(op(graph, "y").op()).isEqualTo(Transpose.by(0, 3, 1, 2));
    assertThat(graph.value("y.along").shape()).isEqualTo(Shape.batchOf(3, 4, 2));
    assertThat(graph.value("y").shape()).isEqualTo(Shape.batchOf(2, 3, 4));
  }

  @Test
  void the_last_axis_needs_no_move_whatever_its_number() {
    LoweredGraph graph = rule.apply(lowered(graph(2, 3).apply("y", new Softmax(2))));

    assertThat(listing(graph)).containsExactly("Softmax(input) -> y");
    assertThat(op(graph, "y").op()).isEqualTo(new Softmax());
  }

  @Test
  void what_works_along_no_other_axis_stays() {
    LoweredGraph graph = lowered(graph(2).apply("a", new Softmax()).apply("y", new Relu()));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_target_that_takes_any_axis_gets_it_as_it_is() {
    LoweredGraph graph = lowered(graph(2, 3).apply("y", new Softmax(1)));

    assertThat(new AlongLastAxis(new Target().profile()).apply(graph)).isSameAs(graph);
  }
}
