package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.lowered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequireKernelsTest {
  private final LoweredGraph graph =
      lowered(graph(1).apply("a", new Relu()).apply("b", new Sigmoid()));

  @Test
  void an_operator_without_any_kernel_is_refused_by_node_and_format() {
    for (boolean int8 : new boolean[] {false, true}) {
      assertThatThrownBy(() -> rule(KernelTraits.NONE, int8).apply(graph))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("no exact form")
          .hasMessageContaining("Sigmoid")
          .hasMessageContaining("node b, format bench");
    }
  }

  @Test
  void a_kernel_for_floats_will_do_in_either_number_format() {
    assertThat(rule(KernelTraits.floatsOnly(), false).apply(graph)).isSameAs(graph);
    assertThat(rule(KernelTraits.floatsOnly(), true).apply(graph)).isSameAs(graph);
  }

  @Test
  void a_kernel_for_8_bit_integers_alone_will_not_do_for_floats() {
    KernelTraits integers = new KernelTraits(false, true, ScaleRule.OWN_RANGE, Set.of());

    assertThat(rule(integers, true).apply(graph)).isSameAs(graph);
    assertThatThrownBy(() -> rule(integers, false).apply(graph))
        .isInstanceOf(PipelineException.class);
  }

  private static RequireKernels rule(KernelTraits sigmoid, boolean int8) {
    return new RequireKernels(new Target().kernels(Sigmoid.class, sigmoid).profile(), int8);
  }
}
