package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.HalfFloat;
import io.edgeflow.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class StoreHalvesTest {
  @Test
  void constants_become_halves_that_kernels_read_as_floats() {
    LoweredGraph graph = graph(0.1f, HalfFloat.MAX);

    LoweredConstant weight = op(new StoreHalves().apply(graph), "fc").constant(ConstantRole.WEIGHT);

    assertThat(weight.storedSmaller()).isTrue();
    assertThat(weight.readAsFloats()).isTrue();
    assertThat(weight.value())
        .isEqualTo(HalfFloat.of(Tensor.of(dims(1, 2), new float[] {0.1f, HalfFloat.MAX})));
    assertThat(op(graph, "fc").constant(ConstantRole.WEIGHT).storedSmaller()).isFalse();
  }

  @Test
  void a_value_just_beyond_the_range_is_refused_with_its_constant() {
    LoweredGraph graph = graph(1, -Math.nextUp(HalfFloat.MAX));

    assertThatThrownBy(() -> new StoreHalves().apply(graph))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("-65504")
        .hasMessageContaining("constant fc.weight");
  }

  private static LoweredGraph graph(float... weight) {
    return Small.lowered(
        Small.graph(2).apply("fc", new Linear(), Small.weight(dims(1, 2), weight)));
  }
}
