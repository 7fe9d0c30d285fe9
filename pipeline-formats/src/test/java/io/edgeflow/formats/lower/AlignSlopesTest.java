package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.constants;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.PRelu;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AlignSlopesTest {
  private final AlignSlopes rule = new AlignSlopes();

  @Test
  void slopes_of_channels_stand_over_the_axes_behind_them() {
    assertThat(slope(rule.apply(lowered(prelu(2, 3, 4)))))
        .isEqualTo(Tensor.of(new int[] {2, 1, 1}, new float[] {1, -2}));
    assertThat(slope(rule.apply(lowered(prelu(2)))))
        .isEqualTo(Tensor.of(new int[] {2}, new float[] {1, -2}));
  }

  @Test
  void they_lie_last_where_channels_do() {
    LoweredGraph graph = new LayOut().apply(rule.apply(lowered(prelu(2, 3, 4))));

    assertThat(op(graph, "y").constant(ConstantRole.SLOPE).value().dims()).containsExactly(1, 1, 2);
  }

  @Test
  void what_has_no_slopes_stays() {
    LoweredGraph graph = lowered(graph(2).apply("y", new Relu()));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  private static GraphBuilder prelu(int... sizes) {
    return graph(sizes)
        .apply("y", new PRelu(), constants(part(ConstantRole.SLOPE, dims(2), 1, -2)));
  }

  private static Tensor slope(LoweredGraph graph) {
    return op(graph, "y").constant(ConstantRole.SLOPE).value();
  }
}
