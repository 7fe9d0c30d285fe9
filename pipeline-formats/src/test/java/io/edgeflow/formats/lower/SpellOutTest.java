package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class SpellOutTest {
  private static final Gelu GELU = new Gelu(Approximation.NONE);

  private final Target inParts = new Target().kernels(Gelu.class, KernelTraits.floatParts());

  @Test
  void an_island_becomes_its_parts_in_floats() {
    LoweredGraph graph =
        SpellOut.inFloats(inParts.profile()).apply(lowered(graph(2, 3).apply("y", GELU)));

    assertThat(listing(graph))
        .containsExactly(
            "Div(input) -> y.1",
            "Erf(y.1) -> y.2",
            "Add(y.2) -> y.3",
            "Mul(input, y.3) -> y.4",
            "Mul(y.4) -> y");
    assertThat(numbers(graph, "y.1", ConstantRole.OPERAND)).containsExactly((float) Math.sqrt(2));
    assertThat(numbers(graph, "y", ConstantRole.OPERAND)).containsExactly(0.5f);
    assertThat(graph.value("y.3")).isEqualTo(Value.floats("y.3", Shape.batchOf(2, 3)));
    assertThat(graph.fused().stream().map(FusedOp::name))
        .containsExactly("y.1", "y.2", "y.3", "y.4", "y");
  }

  @Test
  void what_the_target_has_a_kernel_for_stays() {
    LoweredGraph graph = lowered(graph(2).apply("a", GELU).apply("y", new Relu()));

    assertThat(SpellOut.inFloats(new Target().profile()).apply(graph)).isEqualTo(graph);
    assertThat(SpellOut.withoutKernel(inParts.profile()).apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_parts_name_is_one_that_no_tensor_has() {
    LoweredGraph graph =
        SpellOut.inFloats(inParts.profile())
            .apply(lowered(graph(1).apply("y.1", new Relu()).apply("y", GELU)));

    assertThat(listing(graph)).contains("Div(y.1) -> y.1_", "Erf(y.1_) -> y.2");
  }
}
