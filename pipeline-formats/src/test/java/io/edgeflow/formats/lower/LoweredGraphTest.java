package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.giving;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoweredGraphTest {
  @Test
  void nodes_become_operations_on_floats_in_logical_order() {
    LoweredGraph graph =
        LoweredGraph.of(
            built(graph(2).apply("fc", new Linear(), weight(dims(3, 2), counting(6))))
                .withRanges(Map.of("fc", range(0, 1))));

    assertThat(graph.name()).isEqualTo("small");
    assertThat(graph.inputs()).containsExactly("input");
    assertThat(graph.outputs()).containsExactly("fc");
    assertThat(graph.values().keySet()).containsExactly("input", "fc");
    assertThat(graph.value("fc")).isEqualTo(Value.floats("fc", Shape.batchOf(3)));
    assertThat(graph.ranges()).containsEntry("fc", range(0, 1));
    FusedOp fc = op(graph, "fc");
    assertThat(fc.name()).isEqualTo("fc");
    assertThat(fc.inputs()).containsExactly("input");
    assertThat(fc.activation()).isEqualTo(Activation.NONE);
    assertThat(fc.constant(WEIGHT).name()).isEqualTo("fc.weight");
    assertThat(fc.constant(WEIGHT).value().toFloats()).containsExactly(counting(6));
  }

  @Test
  void every_input_of_every_operation_and_every_output_of_the_model_is_a_reader() {
    LoweredGraph graph =
        LoweredGraph.of(
            giving(
                graph(1)
                    .apply("a", new Relu())
                    .from("input", "a")
                    .apply("b", new Add())
                    .from("a", "a")
                    .apply("c", new Add()),
                "a",
                "c"));

    assertThat(graph.readers("input")).isEqualTo(2);
    assertThat(graph.readers("a")).isEqualTo(4);
    assertThat(graph.readers("b")).isZero();
    assertThat(graph.readers("c")).isEqualTo(1);
  }

  @Test
  void conversions_are_no_fused_operations_and_produce_nothing() {
    LoweredGraph floats = lowered(graph(1).apply("a", new Relu()));
    LoweredGraph graph =
        new LoweredGraph(
            "g",
            floats.signature(),
            floats.values(),
            List.of(op(floats, "a"), new Convert("a", "a.int8")),
            Map.of(),
            List.of("a.int8"));

    assertThat(graph.fused()).containsExactly(op(floats, "a"));
    assertThat(graph.producer("a")).contains(op(floats, "a"));
    assertThat(graph.producer("a.int8")).isEmpty();
    assertThat(graph.producer("input")).isEmpty();
    assertThat(graph.readers("a")).isEqualTo(1);
  }

  @Test
  void operands_are_the_shapes_that_an_operation_reads() {
    LoweredGraph graph =
        lowered(graph(2).apply("fc", new Linear(), weight(dims(3, 2), counting(6))));

    var operands = graph.operands(op(graph, "fc"));

    assertThat(operands.node()).isEqualTo("fc");
    assertThat(operands.data()).containsExactly(Shape.batchOf(2));
    assertThat(operands.constants()).isEqualTo(Map.of(WEIGHT, Shape.of(3, 2)));
  }

  @Test
  void an_unknown_value_is_named() {
    LoweredGraph graph = lowered(graph(1).apply("a", new Relu()));

    assertThatThrownBy(() -> graph.value("b"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("b");
  }
}
