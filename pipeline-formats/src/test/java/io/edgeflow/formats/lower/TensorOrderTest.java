package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorOrderTest {
  @Test
  void a_matrix_is_transposed() {
    Tensor matrix = Tensor.of(dims(2, 3), counting(6));

    Tensor transposed = TensorOrder.transpose(matrix, List.of(1, 0));

    assertThat(transposed).isEqualTo(Tensor.of(dims(3, 2), new float[] {1, 4, 2, 5, 3, 6}));
  }

  @Test
  void an_output_axis_is_the_input_axis_that_the_permutation_names() {
    // [channel, height, width] of sizes 2, 2, 3 to [height, width, channel].
    Tensor image = Tensor.of(dims(2, 2, 3), counting(12));

    Tensor last = TensorOrder.transpose(image, List.of(1, 2, 0));

    assertThat(last)
        .isEqualTo(Tensor.of(dims(2, 3, 2), new float[] {1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12}));
  }

  @Test
  void the_inverse_brings_it_back_and_the_identity_changes_nothing() {
    Tensor image = Tensor.of(dims(2, 3, 4), counting(24));

    Tensor turned = TensorOrder.transpose(image, List.of(2, 0, 1));

    assertThat(TensorOrder.transpose(turned, List.of(1, 2, 0))).isEqualTo(image);
    assertThat(TensorOrder.transpose(image, List.of(0, 1, 2))).isEqualTo(image);
  }

  @Test
  void elements_of_one_byte_are_moved_as_well() {
    Tensor bytes = Tensor.of(ElementType.INT8, dims(2, 2), new byte[] {1, 2, 3, 4});

    assertThat(TensorOrder.transpose(bytes, List.of(1, 0)).toBytes()).containsExactly(1, 3, 2, 4);
  }

  @Test
  void columns_are_taken_in_the_given_order_in_every_row() {
    Tensor matrix = Tensor.of(dims(2, 3), counting(6));

    assertThat(TensorOrder.columns(matrix, new int[] {2, 0, 1}))
        .isEqualTo(Tensor.of(dims(2, 3), new float[] {3, 1, 2, 6, 4, 5}));
  }
}
