package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelGraphTest {
  @Test
  void two_nodes_of_one_name_are_refused() {
    GraphBuilder builder =
        new GraphBuilder("twice", Shape.batchOf(3))
            .apply("relu", new Elementwise.Relu())
            .apply("relu", new Elementwise.Relu());

    assertThatThrownBy(() -> builder.build(List.of(), null))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The name relu is used twice");
  }

  @Test
  void a_node_named_as_the_input_is_refused() {
    GraphBuilder builder =
        new GraphBuilder("shadow", Shape.batchOf(3)).apply("input", new Elementwise.Relu());

    assertThatThrownBy(() -> builder.build(List.of(), null))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("input");
  }
}
