package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionOrderTest {
  private static final MaxPool2d POOL = new MaxPool2d(Size.square(2), Size.square(2));

  private static List<String> executed(ModelGraph graph) {
    return ExecutionOrder.of(graph).stream()
        .map(
            node ->
                node.inputs().get(0)
                    + ">"
                    + node.op().getClass().getSimpleName()
                    + ">"
                    + node.name())
        .toList();
  }

  private static GraphBuilder start() {
    return new GraphBuilder("test", Shape.batchOf(1, 8, 8));
  }

  @Test
  void a_relu_moves_behind_the_pooling_that_alone_reads_it() {
    ModelGraph graph =
        start()
            .apply("relu", new Relu())
            .apply("pool", POOL)
            .apply("flatten", new Flatten())
            .build(null, null);

    assertThat(executed(graph))
        .containsExactly("input>MaxPool2d>relu", "relu>Relu>pool", "pool>Flatten>flatten");
  }

  @Test
  void it_moves_behind_several_in_a_row() {
    ModelGraph graph =
        start().apply("relu", new Relu()).apply("one", POOL).apply("two", POOL).build(null, null);

    assertThat(executed(graph))
        .containsExactly("input>MaxPool2d>relu", "relu>MaxPool2d>one", "one>Relu>two");
  }

  @Test
  void a_relu_that_others_read_or_that_is_the_output_stays() {
    ModelGraph chain = start().apply("relu", new Relu()).apply("pool", POOL).build(null, null);
    List<Node> branching =
        List.of(
            chain.nodes().get(0),
            chain.nodes().get(1),
            new Node("other", new Flatten(), List.of("relu"), java.util.Map.of()));
    ModelGraph branched =
        new ModelGraph(
            "branched", branching, java.util.Map.of(), java.util.Map.of(), chain.signature());
    ModelGraph last = start().apply("pool", POOL).apply("relu", new Relu()).build(null, null);

    assertThat(ExecutionOrder.of(branched)).isEqualTo(branched.nodes());
    assertThat(ExecutionOrder.of(last)).isEqualTo(last.nodes());
  }
}
