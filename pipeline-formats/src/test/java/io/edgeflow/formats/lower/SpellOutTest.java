package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.tensor.Shape;
import java.util.Map;
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
  void what_has_no_kernel_becomes_its_parts_with_the_ranges_that_follow() {
    Target none = new Target().kernels(HardSigmoid.class, KernelTraits.NONE);
    GraphBuilder builder = graph(2).apply("y", new HardSigmoid(0.5f, 0.25f));
    LoweredGraph graph =
        SpellOut.withoutKernel(none.profile())
            .apply(LoweredGraph.of(built(builder).withRanges(Map.of("input", range(-3, 0.25f)))));

    assertThat(listing(graph))
        .containsExactly(
            "Mul(input) -> y.1", "Add(y.1) -> y.2", "Relu6(y.2) -> y.3", "Mul(y.3) -> y");
    // 6 · 0.5 x, then + 6 · 0.25, then from 0 on
    assertThat(graph.ranges())
        .containsEntry("y.1", range(-9, 0.75f))
        .containsEntry("y.2", range(-7.5f, 2.25f))
        .containsEntry("y.3", range(0, 2.25f))
        .doesNotContainKey("y");
  }

  @Test
  void a_factor_of_one_is_left_out() {
    Target none = new Target().kernels(HardSigmoid.class, KernelTraits.NONE);

    assertThat(
            listing(
                SpellOut.withoutKernel(none.profile())
                    .apply(lowered(graph(2).apply("y", HardSigmoid.SIXTH)))))
        .containsExactly("Add(input) -> y.1", "Relu6(y.1) -> y.2", "Mul(y.2) -> y");
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
