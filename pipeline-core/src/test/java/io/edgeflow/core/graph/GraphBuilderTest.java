package io.edgeflow.core.graph;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
  private static GraphBuilder builder() {
    return new GraphBuilder("net", Shape.batchOf(3));
  }

  @Test
  void a_node_reads_the_one_before_it_and_the_first_reads_the_input() {
    ModelGraph graph = builder().apply("a", new Relu()).apply("b", new Relu()).build(null, null);

    assertThat(graph.name()).isEqualTo("net");
    assertThat(graph.nodes().get(0).inputs()).containsExactly("input");
    assertThat(graph.nodes().get(1).inputs()).containsExactly("a");
  }

  @Test
  void a_branch_reads_the_tensors_that_it_is_told() {
    ModelGraph graph =
        builder()
            .apply("a", new Relu())
            .from("a", "input")
            .apply("sum", new Add())
            .apply("b", new Relu())
            .build(null, null);

    assertThat(graph.nodes().get(1).inputs()).containsExactly("a", "input");
    assertThat(graph.nodes().get(2).inputs()).containsExactly("sum");
  }

  @Test
  void the_last_tensor_is_the_one_that_the_next_node_would_read() {
    GraphBuilder builder = builder();

    assertThat(builder.last()).isEqualTo(GraphBuilder.INPUT);
    assertThat(builder.apply("a", new Relu()).last()).isEqualTo("a");
    assertThat(builder.from("input").last()).isEqualTo("input");
  }

  @Test
  void constants_are_named_by_node_and_role_in_the_order_of_roles() {
    Constant weight = Constants.trainable(2, 3);
    Constant bias = Constants.trainable(2);

    ModelGraph graph =
        builder().apply("fc", new Linear(), Map.of(BIAS, bias, WEIGHT, weight)).build(null, null);

    assertThat(graph.constants())
        .containsExactly(Map.entry("fc.weight", weight), Map.entry("fc.bias", bias));
    assertThat(graph.nodes().get(0).constants())
        .containsExactly(Map.entry(WEIGHT, "fc.weight"), Map.entry(BIAS, "fc.bias"));
  }

  @Test
  void the_last_node_gives_the_output_with_target_and_preprocessing() {
    FeatureSpec three = FeatureSpec.vector(3);
    Preprocessing preprocessing =
        new Preprocessing(List.of("r", "g", "b"), three, List.of(), three, List.of());

    ModelGraph graph =
        builder()
            .apply("a", new Relu())
            .build(new ClassTarget("label", List.of("x", "y", "z")), preprocessing);

    assertThat(graph.signature())
        .isEqualTo(
            Signature.of(
                "input",
                Shape.batchOf(3),
                "a",
                new ClassTarget("label", List.of("x", "y", "z")),
                preprocessing));
    assertThat(graph.ranges()).isEmpty();
  }
}
