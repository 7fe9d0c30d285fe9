package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Weighted.Linear;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequireFiniteTest {
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_weight_that_is_not_finite_is_refused_by_node_and_role(float value) {
    LoweredGraph graph = product(value);

    assertThatThrownBy(() -> new RequireFinite().apply(graph))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("not finite")
        .hasMessageContaining(Float.toString(value))
        .hasMessageContaining("node y, weight");
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.MAX_VALUE, Float.MIN_VALUE})
  void any_finite_weight_will_do(float value) {
    LoweredGraph graph = product(value);

    assertThat(new RequireFinite().apply(graph)).isSameAs(graph);
  }

  private static LoweredGraph product(float last) {
    return lowered(graph(2).apply("y", new Linear(), weight(dims(1, 2), 1, last)));
  }
}
