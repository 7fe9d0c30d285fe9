package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.Constant.Kind;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConstantTest {
  private static final Tensor VALUE = Tensor.of(new int[] {1, 2}, new float[] {3, 4});

  private static Tensor mask(int... dims) {
    return Tensor.of(ElementType.UINT8, dims, new byte[] {0, 1});
  }

  @Test
  void each_kind_has_its_factory_and_no_mask() {
    assertThat(Constant.trainable(VALUE)).isEqualTo(new Constant(VALUE, Kind.TRAINABLE, null));
    assertThat(Constant.buffer(VALUE)).isEqualTo(new Constant(VALUE, Kind.BUFFER, null));
    assertThat(Constant.frozen(VALUE)).isEqualTo(new Constant(VALUE, Kind.FROZEN, null));
    assertThat(Constant.frozen(VALUE).pruningMask()).isEmpty();
  }

  @Test
  void another_value_keeps_kind_and_mask() {
    Tensor other = Constants.zeros(1, 2);
    Constant masked = Constant.frozen(VALUE).withMask(mask(1, 2));

    assertThat(masked).isEqualTo(new Constant(VALUE, Kind.FROZEN, mask(1, 2)));
    assertThat(masked.pruningMask()).contains(mask(1, 2));
    assertThat(masked.withValue(other)).isEqualTo(new Constant(other, Kind.FROZEN, mask(1, 2)));
  }

  @Test
  void a_mask_of_another_shape_or_type_is_refused() {
    Constant constant = Constant.trainable(VALUE);

    assertThatThrownBy(() -> constant.withMask(mask(2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Mask UINT8[2, 1] does not fit FLOAT32[1, 2]");
    assertThatThrownBy(() -> constant.withMask(VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Mask FLOAT32[1, 2] does not fit FLOAT32[1, 2]");
    assertThatThrownBy(() -> constant.withMask(mask(1, 2)).withValue(Constants.zeros(2, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void kinds_have_names_of_their_own_in_files() {
    assertThat(Json.text(Kind.values())).isEqualTo("[\"trainable\",\"buffer\",\"frozen\"]");
  }
}
