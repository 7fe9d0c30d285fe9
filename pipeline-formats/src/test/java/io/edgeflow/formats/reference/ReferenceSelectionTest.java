package io.edgeflow.formats.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Selection.Embedding;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceSelectionTest {
  private static final Map<ConstantRole, Constant> WEIGHT =
      Map.of(
          ConstantRole.WEIGHT, Constant.trainable(Tensor.of(new int[] {2, 1}, new float[] {3, 4})));

  private final ReferenceRuntime table =
      new ReferenceRuntime(
          new GraphBuilder("table", Shape.batchOf(1))
              .apply("rows", new Embedding(), WEIGHT)
              .build(null, null));

  @Test
  void a_number_gives_its_row() {
    assertThat(table.predict(ids(1)).toFloats()).containsExactly(4);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 2, 0.5f, Float.NaN})
  void a_number_without_a_row_is_refused(float number) {
    assertThatThrownBy(() -> table.predict(ids(number)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("No row of the table has the number")
        .hasMessageContaining("found: " + number)
        .hasMessageContaining("0 to 1, whole")
        .hasMessageContaining("node rows");
  }

  private static Tensor ids(float number) {
    return Tensor.of(new int[] {1, 1}, new float[] {number});
  }
}
