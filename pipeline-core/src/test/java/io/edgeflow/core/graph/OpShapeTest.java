package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Output sizes by PyTorch's formula {@code (n + pads - dilation (k - 1) - 1) / stride + 1}. */
class OpShapeTest {
  private static Shape conv(Shape input, Conv2d op, int... weight) {
    Constant w =
        Constant.trainable(Tensor.of(weight, new float[Shape.of(weight).elementsPerSample()]));
    Constant b = Constant.trainable(Tensor.of(new int[] {weight[0]}, new float[weight[0]]));
    return new GraphBuilder("one", input)
        .apply("conv", op, Map.of(ConstantRole.WEIGHT, w, ConstantRole.BIAS, b))
        .build(List.of(), null)
        .shape("conv");
  }

  @Test
  void dilation_spreads_the_kernel_along_each_axis_of_its_own() {
    // Height (9 - 3 * 2 - 1) / 1 + 1 = 3; width (9 - 2 * 1 - 1) / 1 + 1 = 7.
    Conv2d op = new Conv2d(Size.square(1), Pads.all(0), new Size(3, 1), 1);

    assertThat(conv(Shape.batchOf(1, 9, 9), op, 2, 1, 3, 3)).isEqualTo(Shape.batchOf(2, 3, 7));
    Conv2d turned = new Conv2d(Size.square(1), Pads.all(0), new Size(1, 3), 1);
    assertThat(conv(Shape.batchOf(1, 9, 9), turned, 2, 1, 3, 3)).isEqualTo(Shape.batchOf(2, 7, 3));
  }

  @Test
  void a_dilated_kernel_larger_than_the_input_is_refused() {
    Conv2d op = new Conv2d(Size.square(1), Pads.all(0), Size.square(2), 1);

    assertThatThrownBy(() -> conv(Shape.batchOf(1, 4, 4), op, 1, 1, 3, 3))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("node conv");
  }

  @Test
  void pads_and_strides_count_along_their_own_axis() {
    // Height (8 + 1 + 2 - 3) / 2 + 1 = 5; width (8 + 0 + 1 - 3) / 3 + 1 = 3.
    Conv2d op = new Conv2d(new Size(2, 3), new Pads(1, 0, 2, 1), Size.square(1), 1);

    assertThat(conv(Shape.batchOf(1, 8, 8), op, 4, 1, 3, 3)).isEqualTo(Shape.batchOf(4, 5, 3));
  }

  @Test
  void other_channels_than_the_weight_takes_are_refused_with_both_numbers() {
    assertThatThrownBy(() -> conv(Shape.batchOf(3, 4, 4), Conv2d.padded(1), 2, 1, 3, 3))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("channels")
        .hasMessageContaining("found: 3")
        .hasMessageContaining("limit: 1")
        .hasMessageContaining("node conv");
  }

  @Test
  void groups_multiply_the_channels_that_the_weight_takes() {
    Conv2d depthwise = new Conv2d(Size.square(1), Pads.all(1), Size.square(1), 4);

    assertThat(conv(Shape.batchOf(4, 5, 5), depthwise, 4, 1, 3, 3))
        .isEqualTo(Shape.batchOf(4, 5, 5));
    assertThatThrownBy(() -> conv(Shape.batchOf(2, 5, 5), depthwise, 4, 1, 3, 3))
        .isInstanceOf(PipelineException.class);
  }
}
