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
