package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Product.MatMul;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class ProductTest {
  private static final MatMul PLAIN = new MatMul(false);
  private static final MatMul TRANSPOSED = new MatMul(true);

  @Test
  void rows_meet_columns_or_rows_of_the_second() {
    Shape x = Shape.batchOf(2, 3, 4);

    assertThat(PLAIN.shape(operands(x, Shape.batchOf(2, 4, 5)))).isEqualTo(Shape.batchOf(2, 3, 5));
    assertThat(TRANSPOSED.shape(operands(x, Shape.batchOf(2, 5, 4))))
        .isEqualTo(Shape.batchOf(2, 3, 5));
  }

  @Test
  void a_product_is_added_up_for_each_output() {
    // 2 heads of 3 x 5 outputs, 4 products each.
    assertThat(PLAIN.macs(operands(Shape.batchOf(2, 3, 4), Shape.batchOf(2, 4, 5)))).isEqualTo(120);
  }

  @Test
  void tensors_that_do_not_fit_are_refused() {
    Shape x = Shape.batchOf(3, 4);

    assertRefused(
        () -> PLAIN.shape(operands(x, Shape.batchOf(3, 4))),
        "second input",
        Shape.batchOf(3, 4),
        "4 products");
    assertRefused(
        () -> PLAIN.shape(operands(Shape.batchOf(2, 3, 4), Shape.batchOf(1, 4, 4))),
        "second input",
        Shape.batchOf(1, 4, 4),
        Shape.batchOf(2, 3, 4));
    assertRefused(
        () -> PLAIN.shape(operands(Shape.batchOf(4), Shape.batchOf(4))),
        "input",
        Shape.batchOf(4),
        "rank 3 or more");
  }

  @Test
  void only_a_transposed_second_can_be_exchanged() {
    assertThat(TRANSPOSED.withSecondExchanged()).contains(PLAIN);
    assertThat(PLAIN.withSecondExchanged()).isEmpty();
  }

  @Test
  void it_reads_two_tensors_and_no_constant() {
    assertThat(PLAIN.arity()).isEqualTo(new Arity(2, 2));
    assertThat(PLAIN.roles()).isEqualTo(ConstantRoles.NONE);
    assertThat(PLAIN.weightAxis()).isEmpty();
    assertThat(PLAIN.axes()).isEqualTo(AxisUse.LAST);
    assertThat(OpFixture.visited(PLAIN)).isEqualTo("matMul");
    assertThat(Json.text(TRANSPOSED)).isEqualTo("{\"op\":\"mat_mul\",\"transpose_second\":true}");
  }
}
