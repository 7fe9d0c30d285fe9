package io.edgeflow.formats.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.Graphs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelPlanTest {
  @Test
  void a_relu_is_drawn_into_the_layer_before_it_and_dropout_disappears() {
    assertThat(KernelPlan.of(Golden.network()).kernels())
        .extracting(Kernel::input, k -> k.op().getClass().getSimpleName(), Kernel::output)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("input", "Conv2d", "relu1"),
            org.assertj.core.groups.Tuple.tuple("relu1", "MaxPool2d", "pool1"),
            org.assertj.core.groups.Tuple.tuple("pool1", "Conv2d", "relu2"),
            org.assertj.core.groups.Tuple.tuple("relu2", "MaxPool2d", "pool2"),
            org.assertj.core.groups.Tuple.tuple("pool2", "Flatten", "flat"),
            org.assertj.core.groups.Tuple.tuple("flat", "Linear", "relu3"),
            org.assertj.core.groups.Tuple.tuple("relu3", "Linear", "logits"));
  }

  @Test
  void a_relu_stays_apart_when_another_node_reads_the_layer_too() {
    ModelGraph graph =
        new GraphBuilder("two readers", Shape.batchOf(3))
            .apply("fc", new Op.Linear(), new Graphs(1).layer(2, 3))
            .apply("relu", new Op.Relu())
            .build(List.of(), null);
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.add(new Node("softmax", new Op.Softmax(), List.of("fc")));

    assertThat(KernelPlan.of(with(graph, nodes, "relu")).kernels())
        .extracting(Kernel::output)
        .containsExactly("fc", "relu", "softmax");
  }

  @Test
  void a_relu_stays_apart_when_the_layer_is_the_models_output() {
    ModelGraph graph =
        new GraphBuilder("output before", Shape.batchOf(3))
            .apply("fc", new Op.Linear(), new Graphs(1).layer(2, 3))
            .apply("relu", new Op.Relu())
            .build(List.of(), null);

    assertThat(KernelPlan.of(with(graph, graph.nodes(), "fc")).kernels())
        .extracting(Kernel::output)
        .containsExactly("fc", "relu");
  }

  @Test
  void a_dropout_at_the_end_leaves_the_tensor_before_it_as_output() {
    ModelGraph graph =
        new GraphBuilder("dropout last", Shape.batchOf(3))
            .apply("relu", new Op.Relu())
            .apply("drop", new Op.Dropout(0.1f))
            .build(List.of(), null);

    assertThat(KernelPlan.of(graph).output()).isEqualTo("relu");
  }

  private static GraphBuilder linear(String name, int out, int in) {
    return new GraphBuilder("chain", Shape.batchOf(in))
        .apply(name, new Op.Linear(), new Graphs(1).layer(out, in));
  }

  private static List<String> outputs(GraphBuilder builder) {
    return KernelPlan.of(builder.build(List.of(), null)).kernels().stream()
        .map(Kernel::output)
        .toList();
  }

  @Test
  void a_relu_is_drawn_into_the_layer_right_before_it_and_no_earlier_one() {
    KernelPlan plan =
        KernelPlan.of(
            linear("fc1", 3, 3)
                .apply("fc2", new Op.Linear(), new Graphs(2).layer(3, 3))
                .apply("relu", new Op.Relu())
                .build(List.of(), null));

    assertThat(plan.kernels()).extracting(Kernel::output).containsExactly("fc1", "relu");
    assertThat(plan.kernels()).extracting(Kernel::relu).containsExactly(false, true);
  }

  @Test
  void a_second_relu_stays_apart() {
    assertThat(outputs(linear("fc", 2, 3).apply("a", new Op.Relu()).apply("b", new Op.Relu())))
        .containsExactly("a", "b");
  }

  @Test
  void another_activation_stays_apart() {
    assertThat(outputs(linear("fc", 2, 3).apply("softmax", new Op.Softmax())))
        .containsExactly("fc", "softmax");
  }

  @Test
  void a_relu_behind_an_operator_without_weights_stays_apart() {
    assertThat(
            outputs(
                new GraphBuilder("pool", Shape.batchOf(1, 4, 4))
                    .apply("pool", new Op.MaxPool2d(Op.Size.square(2), Op.Size.square(2)))
                    .apply("relu", new Op.Relu())))
        .containsExactly("pool", "relu");
    assertThat(outputs(new GraphBuilder("first", Shape.batchOf(3)).apply("r", new Op.Relu())))
        .containsExactly("r");
  }

  @Test
  void weight_and_bias_are_those_of_the_kernels_node() {
    ModelGraph graph = linear("fc", 2, 3).build(List.of(), null);
    KernelPlan plan = KernelPlan.of(graph);
    Kernel kernel = plan.kernels().get(0);

    assertThat(plan.weight(kernel)).isEqualTo(graph.constant("fc.weight").value());
    assertThat(plan.bias(kernel)).isEqualTo(graph.constant("fc.bias").value());
    assertThat(plan.output()).isEqualTo("fc");
  }

  private static ModelGraph with(ModelGraph graph, List<Node> nodes, String output) {
    Signature signature = graph.signature();
    return new ModelGraph(
        graph.name(),
        nodes,
        graph.constants(),
        graph.ranges(),
        new Signature(signature.input(), signature.inputShape(), output, List.of(), null));
  }
}
