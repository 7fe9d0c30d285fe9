package io.edgeflow.core.graph;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.GAMMA;
import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelGraphTest {
  private static final Signature SIGNATURE = Signature.of("x", Shape.batchOf(3), "y", null, null);
  private static final Node RELU = new Node("y", new Relu(), List.of("x"), Map.of());

  /** A residual block and a classifier, with a constant shift. */
  private static ModelGraph branches() {
    return new GraphBuilder("branches", Shape.batchOf(2, 4, 4))
        .apply("conv", Conv2d.padded(1), Map.of(WEIGHT, Constants.trainable(2, 2, 3, 3)))
        .apply("relu", new Relu())
        .from("input", "relu")
        .apply("sum", new Add())
        .apply("shift", new Add(), Map.of(OPERAND, Constant.frozen(Constants.zeros(2, 1, 1))))
        .apply("flat", new Flatten())
        .apply(
            "fc",
            new Linear(),
            Map.of(WEIGHT, Constants.trainable(5, 32), BIAS, Constants.trainable(5)))
        .build(null, null);
  }

  private static ModelGraph graph(List<Node> nodes, Map<String, Constant> constants) {
    return new ModelGraph("odd", nodes, constants, Map.of(), SIGNATURE);
  }

  private static void assertRefused(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(PipelineException.class)
        .hasMessage(what + "\n  where: model odd");
  }

  @Test
  void shapes_are_inferred_through_branches() {
    ModelGraph graph = branches();

    assertThat(graph.tensors())
        .containsExactly("input", "conv", "relu", "sum", "shift", "flat", "fc");
    assertThat(graph.shape("input")).isEqualTo(Shape.batchOf(2, 4, 4));
    assertThat(graph.shape("shift")).isEqualTo(Shape.batchOf(2, 4, 4));
    assertThat(graph.shape("flat")).isEqualTo(Shape.batchOf(32));
    assertThat(graph.shape("fc")).isEqualTo(Shape.batchOf(5));
    assertThatThrownBy(() -> graph.shape("fc.weight")).hasMessage("fc.weight");
  }

  @Test
  void a_reader_reads_by_any_of_its_inputs_or_constants() {
    ModelGraph graph = branches();

    assertThat(graph.consumers("relu")).extracting(Node::name).containsExactly("sum");
    assertThat(graph.consumers("input")).extracting(Node::name).containsExactly("conv", "sum");
    assertThat(graph.consumers("fc.bias")).extracting(Node::name).containsExactly("fc");
    assertThat(graph.consumers("fc")).isEmpty();
  }

  @Test
  void a_tensor_has_a_producer_unless_it_is_an_input() {
    assertThat(branches().producer("sum")).map(Node::name).contains("sum");
    assertThat(branches().producer("input")).isEmpty();
  }

  @Test
  void operands_are_the_shapes_of_what_a_node_reads() {
    ModelGraph graph = branches();
    Node fc = graph.producer("fc").orElseThrow();

    assertThat(graph.operands(fc).data()).containsExactly(Shape.batchOf(32));
    assertThat(graph.operands(fc).constants())
        .isEqualTo(Map.of(WEIGHT, Shape.of(5, 32), BIAS, Shape.of(5)));
    assertThat(graph.operands(fc).node()).isEqualTo("fc");
  }

  @Test
  void multiply_accumulates_are_summed_by_hand() {
    // 2 channels of 4x4, each of 2 * 3 * 3 products; 5 rows of 32.
    assertThat(branches().macs()).isEqualTo(2 * 16 * 18 + 5 * 32);
  }

  @Test
  void parameters_count_elements_and_trainable_ones_apart() {
    assertThat(branches().parameters()).isEqualTo(36 + 2 + 160 + 5);
    assertThat(branches().trainableParameters()).isEqualTo(36 + 160 + 5);
  }

  @Test
  void it_reads_as_its_name_and_its_size() {
    assertThat(branches()).hasToString("ModelGraph[branches: 6 nodes, 203 parameters]");
  }

  @Test
  void some_constants_are_replaced_and_the_rest_kept() {
    ModelGraph graph = branches();
    Constant frozen = Constant.frozen(Constants.zeros(5));

    ModelGraph changed = graph.withRanges(Map.of("fc", new ValueRange(0, 1)));
    changed = changed.withConstants(Map.of("fc.bias", frozen));

    assertThat(changed.constant("fc.bias")).isEqualTo(frozen);
    assertThat(changed.constant("fc.weight")).isSameAs(graph.constant("fc.weight"));
    assertThat(changed.constants().keySet()).containsExactlyElementsOf(graph.constants().keySet());
    assertThat(changed.nodes()).isEqualTo(graph.nodes());
    assertThat(changed.ranges()).isEqualTo(Map.of("fc", new ValueRange(0, 1)));
    assertThat(changed.signature()).isEqualTo(graph.signature());
    assertThat(graph.constant("fc.bias")).isEqualTo(Constants.trainable(5));
  }

  @Test
  void replacing_asks_for_a_known_name_and_a_shape_that_fits() {
    Constant six = Constants.trainable(6);

    assertThatThrownBy(() -> branches().withConstants(Map.of("fc.gamma", six)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No constant fc.gamma");
    assertThatThrownBy(() -> branches().withConstants(Map.of("fc.bias", six)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The bias of the node does not fit\n  found: [6]\n  limit: [5]")
        .hasMessageContaining("node fc");
    assertThatThrownBy(() -> branches().constant("fc.gamma")).hasMessage("fc.gamma");
  }

  @Test
  void two_nodes_of_one_name_are_refused() {
    Node again = new Node("y", new Relu(), List.of("y"), Map.of());

    assertRefused(() -> graph(List.of(RELU, again), Map.of()), "The name y is used twice");
  }

  @Test
  void a_node_named_as_the_input_or_a_constant_is_refused() {
    Node shadow = new Node("x", new Relu(), List.of("x"), Map.of());
    Node own = new Node("y", new Add(), List.of("x"), Map.of(OPERAND, "y"));

    assertRefused(() -> graph(List.of(shadow), Map.of()), "The name x is used twice");
    assertRefused(
        () -> graph(List.of(own), Map.of("y", Constants.trainable(3))), "The name y is used twice");
  }

  @Test
  void an_input_named_as_another_or_as_a_constant_is_refused() {
    Signature.Input x = new Signature.Input("x", Shape.batchOf(3), null);
    Signature twice = new Signature(List.of(x, x), SIGNATURE.outputs());
    Node shift = new Node("y", new Add(), List.of("x"), Map.of(OPERAND, "x"));

    assertRefused(
        () -> new ModelGraph("odd", List.of(RELU), Map.of(), Map.of(), twice),
        "The name x is used twice");
    assertRefused(
        () -> graph(List.of(shift), Map.of("x", Constants.trainable(3))),
        "The name x is used twice");
  }

  @Test
  void a_node_reads_only_what_comes_before_it() {
    Node late = new Node("y", new Relu(), List.of("later"), Map.of());
    Node later = new Node("later", new Relu(), List.of("x"), Map.of());

    assertRefused(
        () -> graph(List.of(late, later), Map.of()), "Nothing before the node y gives later");
  }

  @Test
  void unknown_constants_and_those_that_nothing_reads_are_refused() {
    Node shift = new Node("y", new Add(), List.of("x"), Map.of(OPERAND, "shift"));

    assertRefused(
        () -> graph(List.of(shift), Map.of()), "The node y reads an unknown constant shift");
    assertRefused(
        () -> graph(List.of(RELU), Map.of("idle", Constants.trainable(3))),
        "No node reads the constant idle");
  }

  @Test
  void constants_that_the_operator_does_not_take_are_refused() {
    Node wrong = new Node("y", new Relu(), List.of("x"), Map.of(GAMMA, "g"));

    assertThatThrownBy(() -> graph(List.of(wrong), Map.of("g", Constants.trainable(3))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("constants of the node does not fit\n  found: gamma");
  }

  @Test
  void outputs_and_ranges_name_tensors_of_the_graph() {
    Node other = new Node("other", new Relu(), List.of("x"), Map.of());
    ModelGraph graph = graph(List.of(RELU), Map.of());

    assertRefused(() -> graph(List.of(other), Map.of()), "The graph has no tensor y");
    assertRefused(
        () -> graph.withRanges(Map.of("z", new ValueRange(0, 1))),
        "A range for an unknown tensor z");
  }

  @Test
  void what_a_graph_is_made_of_is_copied_in_its_order() {
    List<Node> nodes = new ArrayList<>(List.of(RELU));
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    ranges.put("y", new ValueRange(0, 1));
    ranges.put("x", new ValueRange(0, 2));
    Map<String, Constant> constants = new LinkedHashMap<>();
    ModelGraph graph = new ModelGraph("odd", nodes, constants, ranges, SIGNATURE);

    nodes.clear();
    ranges.clear();
    constants.put("late", Constants.trainable(1));

    assertThat(graph.nodes()).containsExactly(RELU);
    assertThat(graph.ranges().keySet()).containsExactly("y", "x");
    assertThat(graph.constants()).isEmpty();
    Map<String, ValueRange> view = graph.ranges();
    assertThatThrownBy(view::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
