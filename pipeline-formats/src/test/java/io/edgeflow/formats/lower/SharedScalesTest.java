package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedScalesTest {
  private static final QuantParams FIRST = scale(1);
  private static final QuantParams SECOND = scale(2);

  private final Target target =
      new Target()
          .scaling(Concat.class, ScaleRule.ALL_INPUTS_ONE)
          .scaling(Flatten.class, ScaleRule.KEEPS)
          .kernels(Softmax.class, KernelTraits.fixed(new QuantParams(1, 0)))
          .kernels(Sigmoid.class, KernelTraits.floatsOnly());

  @Test
  void what_a_joining_operation_reads_has_its_scale() {
    GraphBuilder builder =
        graph(1).apply("a", new Relu()).from("input", "a").apply("first", new Concat(1));

    assertThat(shared(builder)).isEqualTo(Map.of("input", FIRST, "a", FIRST));
  }

  @Test
  void the_scale_reaches_back_through_kernels_that_keep_it() {
    GraphBuilder builder =
        graph(1)
            .apply("a", new Relu())
            .apply("flat", new Flatten())
            .apply("flatter", new Flatten())
            .from("flatter", "flatter")
            .apply("first", new Concat(1));

    assertThat(shared(builder)).isEqualTo(Map.of("a", FIRST));
  }

  @Test
  void of_two_joining_operations_the_later_decides() {
    GraphBuilder builder =
        graph(1)
            .apply("a", new Relu())
            .from("input", "a")
            .apply("first", new Concat(1))
            .from("a", "a")
            .apply("second", new Concat(1));

    assertThat(shared(builder)).isEqualTo(Map.of("a", SECOND, "input", FIRST));
  }

  @Test
  void a_joining_operation_that_another_reads_passes_its_scale_on() {
    GraphBuilder builder =
        graph(1)
            .from("input", "input")
            .apply("first", new Concat(1))
            .from("first", "first")
            .apply("second", new Concat(1));

    assertThat(shared(builder)).isEqualTo(Map.of("first", SECOND, "input", SECOND));
  }

  @Test
  void the_scale_does_not_reach_through_a_kernel_for_floats() {
    target.kernels(Flatten.class, new KernelTraits(true, false, ScaleRule.KEEPS, Set.of()));
    GraphBuilder builder =
        graph(1)
            .apply("a", new Relu())
            .apply("flat", new Flatten())
            .from("flat", "flat")
            .apply("first", new Concat(1));

    assertThat(shared(builder)).isEmpty();
  }

  @Test
  void fixed_scales_and_floats_stay() {
    GraphBuilder builder =
        graph(1)
            .apply("scores", new Softmax())
            .apply("floats", new Sigmoid())
            .from("scores", "floats")
            .apply("first", new Concat(1));

    assertThat(shared(builder)).isEmpty();
  }

  @Test
  void without_a_joining_operation_no_scale_is_shared() {
    assertThat(shared(graph(1).apply("a", new Relu()).apply("b", new Flatten()))).isEmpty();
  }

  private Map<String, QuantParams> shared(GraphBuilder builder) {
    Map<String, QuantParams> own = Map.of("first", FIRST, "second", SECOND);
    return SharedScales.of(LoweredGraph.of(built(builder)), target.profile(), own::get);
  }

  private static QuantParams scale(float step) {
    return QuantScheme.TFLITE.activation(range(0, 255 * step));
  }
}
