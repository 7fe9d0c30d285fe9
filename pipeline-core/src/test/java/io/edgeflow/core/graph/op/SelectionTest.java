package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Selection.Embedding;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  @ParameterizedTest
  @CsvSource({"0, 6, 1, 6", "1, 2, 1, 1", "0, 6, 2, 3", "0, 5, 2, 3", "1, 6, 4, 2", "5, 6, 9, 1"})
  void a_slice_takes_every_so_many_places_of_an_axis(int begin, int end, int step, int size) {
    Slice slice = new Slice(2, begin, end, step);

    assertThat(slice.shape(operands(Shape.batchOf(3, 6, 4)))).isEqualTo(Shape.batchOf(3, size, 4));
  }

  @Test
  void what_lies_outside_of_the_axis_is_refused() {
    assertRefused(() -> Slice.of(1, 0, 4).shape(operands(Shape.batchOf(3))), "end", 4, "at most 3");
    assertRefused(() -> Slice.of(2, 0, 1).shape(operands(Shape.batchOf(3))), "axis", 2, "below 2");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1, 1", "1, -1, 1, 1", "1, 2, 2, 1", "1, 0, 1, 0"})
  void a_slice_of_the_batch_or_of_nothing_is_refused(int axis, int begin, int end, int step) {
    assertThatThrownBy(() -> new Slice(axis, begin, end, step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A slice of axis " + axis + " from " + begin + " to " + end + " by " + step);
  }

  @Test
  void an_embedding_gives_a_row_of_features_for_each_number() {
    Embedding embedding = new Embedding();
    Shape ids = Shape.batchOf(5);

    assertThat(embedding.shape(operands(ids, Map.of(ConstantRole.WEIGHT, Shape.of(7, 3)))))
        .isEqualTo(Shape.batchOf(5, 3));
    assertThat(embedding.roles()).isEqualTo(ConstantRoles.of(ConstantRole.WEIGHT));
    assertThat(embedding.weightAxis()).isEmpty();
    assertThat(embedding.axes()).isEqualTo(AxisUse.LAST);
    assertThat(OpFixture.visited(embedding)).isEqualTo("embedding");
    assertRefused(
        () -> embedding.shape(operands(ids, Map.of(ConstantRole.WEIGHT, Shape.of(7)))),
        "weight",
        Shape.of(7),
        "rank 2");
  }

  @Test
  void a_slice_names_its_axis_and_multiplies_nothing() {
    Op slice = Slice.of(1, 0, 1);

    assertThat(slice.axes()).isEqualTo(AxisUse.NAMED);
    assertThat(slice.macs(operands(Shape.batchOf(3)))).isZero();
    assertThat(slice.weightAxis()).isEmpty();
    assertThat(OpFixture.visited(slice)).isEqualTo("slice");
    assertThat(Json.read(Json.text(slice), Op.class, "op")).isEqualTo(slice);
  }
}
