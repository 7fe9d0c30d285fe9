package io.edgeflow.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static final int[] MATRIX = {2, 3};

  private static Tensor matrix() {
    return Tensor.of(MATRIX, new float[] {0, 1, 2, 10, 11, 12});
  }

  @Test
  void an_element_stands_at_row_times_columns_plus_column() {
    Tensor tensor = matrix();

    assertThat(tensor.floats().get(1 * 3 + 2)).isEqualTo(12);
    assertThat(tensor.floats().get(0 * 3 + 1)).isEqualTo(1);
  }

  @Test
  void a_tensor_tells_its_form() {
    Tensor tensor = matrix();

    assertThat(tensor.type()).isEqualTo(ElementType.FLOAT32);
    assertThat(tensor.rank()).isEqualTo(2);
    assertThat(tensor.dim(0)).isEqualTo(2);
    assertThat(tensor.dim(1)).isEqualTo(3);
    assertThat(tensor.size()).isEqualTo(6);
    assertThat(tensor).hasToString("FLOAT32[2, 3]");
  }

  @Test
  void the_size_counts_elements_and_not_bytes_for_every_type() {
    assertThat(Tensor.of(new int[] {3}, new int[3]).size()).isEqualTo(3);
    assertThat(Tensor.of(ElementType.INT8, new int[] {3}, new byte[3]).size()).isEqualTo(3);
    assertThat(Tensor.wrap(ElementType.INT64, new int[] {2}, ByteBuffer.allocate(16)).size())
        .isEqualTo(2);
  }

  @Test
  void a_scalar_has_one_element_and_an_empty_axis_has_none() {
    assertThat(Tensor.of(new int[0], new float[] {5}).size()).isEqualTo(1);
    assertThat(Tensor.of(new int[] {0, 4}, new float[0]).size()).isZero();
  }

  @Test
  void the_values_and_the_sizes_are_copied_in_and_out() {
    int[] dims = {2};
    float[] values = {1, 2};
    Tensor tensor = Tensor.of(dims, values);

    dims[0] = 7;
    values[0] = 7;
    tensor.dims()[0] = 7;
    tensor.toFloats()[0] = 7;
    tensor.toBytes()[0] = 7;

    assertThat(tensor).isEqualTo(Tensor.of(new int[] {2}, new float[] {1, 2}));
  }

  @Test
  void the_bytes_are_little_endian_and_read_only() {
    Tensor tensor = Tensor.of(new int[] {2}, new int[] {0x01020304, -1});

    assertThat(tensor.toBytes()).containsExactly(4, 3, 2, 1, -1, -1, -1, -1);
    assertThat(tensor.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(tensor.ints().get(0)).isEqualTo(0x01020304);
    assertThatThrownBy(() -> tensor.bytes().put(0, (byte) 0))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> tensor.ints().put(0, 0)).isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> matrix().floats().put(0, 0))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void reading_does_not_use_a_tensor_up() {
    Tensor tensor = matrix();

    tensor.bytes().position(24);
    tensor.floats().position(6);

    assertThat(tensor.toFloats()).containsExactly(0, 1, 2, 10, 11, 12);
    assertThat(tensor.toBytes()).hasSize(24);
    assertThat(tensor.toBytes()).hasSize(24);
  }

  @Test
  void wrapped_bytes_are_those_between_position_and_limit() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, 42).position(4).limit(8);

    Tensor tensor = Tensor.wrap(ElementType.INT32, new int[] {1}, bytes);

    assertThat(tensor.ints().get(0)).isEqualTo(42);
    assertThat(tensor.size()).isEqualTo(1);
  }

  @Test
  void wrapped_bytes_are_read_little_endian_whatever_the_buffers_order() {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.BIG_ENDIAN).put(0, (byte) 1);

    assertThat(Tensor.wrap(ElementType.INT32, new int[] {1}, bytes).ints().get(0)).isEqualTo(1);
  }

  @Test
  void a_shape_that_does_not_fit_the_bytes_is_refused_with_both_numbers() {
    assertThatThrownBy(() -> Tensor.of(MATRIX, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Shape [2, 3] of FLOAT32 takes 24 bytes, found 20");
    assertThatThrownBy(() -> matrix().reshape(4, 2))
        .hasMessage("Shape [4, 2] of FLOAT32 takes 32 bytes, found 24");
    assertThatThrownBy(() -> Tensor.of(ElementType.UINT8, new int[] {3}, new byte[2]))
        .hasMessage("Shape [3] of UINT8 takes 3 bytes, found 2");
  }

  @Test
  void negative_sizes_are_refused_even_when_their_product_fits() {
    assertThatThrownBy(() -> Tensor.of(new int[] {-2, -3}, new float[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Negative size in [-2, -3]");
  }

  @Test
  void sizes_whose_bytes_overflow_64_bits_are_refused() {
    int[] dims = {1 << 30, 1 << 30, 4};

    assertThatThrownBy(() -> Tensor.of(dims, new float[0])).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Tensor.of(new int[] {1 << 30, 1 << 30, 1 << 30}, new float[0]))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void asking_for_another_type_is_refused_with_both_names() {
    Tensor ints = Tensor.of(new int[] {1}, new int[] {1});

    assertThatThrownBy(ints::floats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The tensor holds INT32, not FLOAT32");
    assertThatThrownBy(ints::toFloats).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> matrix().ints()).hasMessage("The tensor holds FLOAT32, not INT32");
  }

  @Test
  void reshaping_keeps_the_elements_in_order() {
    Tensor reshaped = matrix().reshape(3, 2);

    assertThat(reshaped.dims()).containsExactly(3, 2);
    assertThat(reshaped.toFloats()).containsExactly(0, 1, 2, 10, 11, 12);
    assertThat(reshaped.reshape(2, 3)).isEqualTo(matrix());
  }

  @Test
  void equality_asks_for_type_sizes_and_elements() {
    Tensor tensor = Tensor.of(ElementType.INT8, MATRIX, new byte[] {1, 2, 3, 4, 5, 6});

    assertThat(tensor).isEqualTo(Tensor.of(ElementType.INT8, MATRIX, tensor.toBytes()));
    assertThat(tensor).isNotEqualTo(tensor.reshape(3, 2));
    assertThat(tensor).isNotEqualTo(Tensor.of(ElementType.UINT8, MATRIX, tensor.toBytes()));
    assertThat(tensor).isNotEqualTo(Tensor.of(ElementType.INT8, MATRIX, new byte[6]));
    assertThat(tensor).isNotEqualTo("INT8[2, 3]").isNotEqualTo(null);
  }

  @Test
  void equal_tensors_have_equal_hashes_and_others_mostly_not() {
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      byte[] values = new byte[6];
      random.nextBytes(values);
      Tensor tensor = Tensor.of(ElementType.INT8, MATRIX, values);

      assertThat(Tensor.of(ElementType.INT8, MATRIX, values)).hasSameHashCodeAs(tensor);
      assertThat(tensor.reshape(3, 2).hashCode()).isNotEqualTo(tensor.hashCode());
      values[random.nextInt(6)]++;
      assertThat(Tensor.of(ElementType.INT8, MATRIX, values).hashCode())
          .isNotEqualTo(tensor.hashCode());
    }
  }

  @Test
  void floats_survive_bit_for_bit() {
    Random random = new Random(2);
    float[] values = new float[500];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    values[0] = -0f;
    values[1] = Float.NEGATIVE_INFINITY;
    values[2] = Float.MIN_VALUE;

    float[] read = Tensor.of(new int[] {500}, values).toFloats();

    for (int i = 0; i < values.length; i++) {
      assertThat(Float.floatToIntBits(read[i])).isEqualTo(Float.floatToIntBits(values[i]));
    }
  }
}
