package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.giving;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FuseActivationsTest {
  private final FuseActivations rule =
      new FuseActivations(new Target().clamping(Linear.class).clamping(Add.class).profile());

  @Test
  void the_kernel_before_carries_it_out() {
    LoweredGraph graph = lowered(product("fc").apply("relu", new Relu()));

    LoweredGraph fused = rule.apply(graph);

    assertThat(listing(fused)).containsExactly("Linear+RELU(input) -> relu");
    assertThat(op(fused, "relu").name()).isEqualTo("fc");
    assertThat(fused.values()).containsOnlyKeys("input", "relu");
    assertThat(Device.run(fused, 1, -3)).containsExactly(0);
  }

  @Test
  void a_relu_of_a_sums_second_operand_is_kept_for_that_operand_alone() {
    // sum = fc + relu(fc): with the ReLU drawn into fc it would be 2 · relu(fc).
    LoweredGraph graph =
        lowered(product("fc").apply("relu", new Relu()).from("fc", "relu").apply("sum", new Add()));

    LoweredGraph fused = rule.apply(graph);

    assertThat(fused).isEqualTo(graph);
    assertThat(Device.run(fused, 1, -3)).containsExactly(-2);
  }

  @Test
  void a_relu_that_only_a_second_operand_reads_is_drawn_in() {
    LoweredGraph graph =
        lowered(
            product("fc").apply("relu", new Relu()).from("input", "relu").apply("sum", new Add()));

    assertThat(listing(rule.apply(graph)))
        .containsExactly("Linear+RELU(input) -> relu", "Add(input, relu) -> sum");
  }

  @Test
  void a_sum_carries_out_the_relu_behind_it() {
    LoweredGraph graph =
        lowered(
            product("fc")
                .from("input", "fc")
                .apply("sum", new Add())
                .apply("relu", new Relu())
                .apply("again", new Sigmoid()));

    assertThat(listing(rule.apply(graph)))
        .containsExactly(
            "Linear(input) -> fc", "Add+RELU(input, fc) -> relu", "Sigmoid(relu) -> again");
  }

  @Test
  void a_tensor_that_the_model_gives_keeps_its_own_operation() {
    LoweredGraph graph =
        LoweredGraph.of(giving(product("fc").apply("relu", new Relu()), "fc", "relu"));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_tensor_that_two_activations_read_keeps_its_own_operation() {
    LoweredGraph graph =
        lowered(
            product("fc")
                .apply("relu", new Relu())
                .from("fc")
                .apply("relu6", new Relu6())
                .from("relu", "relu6")
                .apply("sum", new Add()));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void of_two_activations_the_first_is_drawn_in() {
    LoweredGraph graph =
        lowered(product("fc").apply("relu6", new Relu6()).apply("relu", new Relu()));

    assertThat(listing(rule.apply(graph)))
        .containsExactly("Linear+RELU6(input) -> relu6", "Relu(relu6) -> relu");
    LoweredGraph twice = rule.apply(rule.apply(graph));
    assertThat(Device.run(twice, 9, 9)).containsExactly(6);
  }

  @Test
  void an_activation_that_the_kernel_does_not_fuse_stays() {
    TargetProfile reluOnly =
        new Target()
            .kernels(Linear.class, KernelTraits.both(ScaleRule.OWN_RANGE, Set.of(Activation.RELU)))
            .profile();
    LoweredGraph graph = lowered(product("fc").apply("relu6", new Relu6()));

    assertThat(new FuseActivations(reluOnly).apply(graph)).isEqualTo(graph);
    assertThat(new FuseActivations(new Target().profile()).apply(graph)).isEqualTo(graph);
  }

  @Test
  void an_activation_of_the_models_input_and_one_of_another_activation_stay() {
    TargetProfile all = new Target().clamping(Relu.class).profile();
    LoweredGraph graph = lowered(graph(1).apply("relu", new Relu()).apply("relu6", new Relu6()));

    assertThat(new FuseActivations(all).apply(graph)).isEqualTo(graph);
  }

  /** The sum of two numbers. */
  private static GraphBuilder product(String name) {
    return graph(2).apply(name, new Linear(), weight(dims(1, 2), 1, 1));
  }

  @Test
  void the_order_of_operations_stays() {
    LoweredGraph graph =
        lowered(
            product("a")
                .from("input")
                .apply("b", new Linear(), weight(dims(1, 2), 2, 2))
                .from("a")
                .apply("relu", new Relu())
                .from("relu", "b")
                .apply("sum", new Add()));

    assertThat(rule.apply(graph).ops().stream().map(LoweredOp::output).toList())
        .isEqualTo(List.of("relu", "b", "sum"));
  }
}
