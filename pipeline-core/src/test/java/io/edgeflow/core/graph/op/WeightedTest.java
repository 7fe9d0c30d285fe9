package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static io.edgeflow.core.graph.op.OpFixture.visited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Dimension.Batch;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Dimension.Time;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Output sizes by PyTorch's formula {@code (n + pads - dilation (k - 1) - 1) / stride + 1}. */
class WeightedTest {
  private static final Size ONE = Size.square(1);
  private static final Linear LINEAR = new Linear();

  private static Operands weighted(Shape x, int... weight) {
    return operands(x, Map.of(WEIGHT, Shape.of(weight)));
  }

  private static Operands biased(Shape x, Shape weight, int... bias) {
    return operands(x, Map.of(WEIGHT, weight, BIAS, Shape.of(bias)));
  }

  @Test
  void dilation_spreads_the_kernel_along_each_axis_of_its_own() {
    // Height (9 - 3 * 2 - 1) / 1 + 1 = 3; width (9 - 2 * 1 - 1) / 1 + 1 = 7.
    Operands operands = weighted(Shape.batchOf(1, 9, 9), 2, 1, 3, 3);

    assertThat(new Conv2d(ONE, Pads.NONE, new Size(3, 1), 1).shape(operands))
        .isEqualTo(Shape.batchOf(2, 3, 7));
    assertThat(new Conv2d(ONE, Pads.NONE, new Size(1, 3), 1).shape(operands))
        .isEqualTo(Shape.batchOf(2, 7, 3));
  }

  @Test
  void a_dilated_kernel_may_be_as_large_as_the_input_and_no_larger() {
    Conv2d dilated = new Conv2d(ONE, Pads.NONE, Size.square(2), 1);

    assertThat(dilated.shape(weighted(Shape.batchOf(1, 5, 5), 1, 1, 3, 3)))
        .isEqualTo(Shape.batchOf(1, 1, 1));
    assertRefused(
        () -> dilated.shape(weighted(Shape.batchOf(1, 4, 5), 1, 1, 3, 3)),
        "window",
        5,
        "at most 4");
  }

  @Test
  void pads_and_strides_count_along_their_own_axis() {
    // Height (8 + 1 + 4 - 3) / 2 + 1 = 6; width (8 + 2 + 8 - 3) / 3 + 1 = 6.
    Conv2d op = new Conv2d(new Size(2, 3), new Pads(1, 2, 4, 8), ONE, 1);

    assertThat(op.shape(weighted(Shape.batchOf(1, 8, 8), 4, 1, 3, 3)))
        .isEqualTo(Shape.batchOf(4, 6, 6));
    // Height (9 + 1 + 4 - 2) / 2 + 1 = 7; width (1 + 2 + 8 - 4) / 3 + 1 = 3.
    assertThat(op.shape(weighted(Shape.batchOf(1, 9, 1), 4, 1, 2, 4)))
        .isEqualTo(Shape.batchOf(4, 7, 3));
  }

  @Test
  void other_channels_than_the_weight_takes_are_refused_with_both_numbers() {
    Operands three = weighted(Shape.batchOf(3, 4, 4), 2, 1, 3, 3);

    assertRefused(() -> Conv2d.padded(1).shape(three), "number of channels", 3, 1);
  }

  @Test
  void groups_multiply_the_channels_that_the_weight_takes() {
    Conv2d grouped = new Conv2d(ONE, Pads.all(1), ONE, 2);

    assertThat(grouped.shape(weighted(Shape.batchOf(4, 5, 5), 6, 2, 3, 3)))
        .isEqualTo(Shape.batchOf(6, 5, 5));
    assertRefused(
        () -> grouped.shape(weighted(Shape.batchOf(2, 5, 5), 6, 2, 3, 3)),
        "number of channels",
        2,
        4);
    assertRefused(
        () -> grouped.shape(weighted(Shape.batchOf(4, 5, 5), 5, 2, 3, 3)),
        "weight",
        5,
        "a multiple of 2 outputs");
    assertThatThrownBy(() -> new Conv2d(ONE, Pads.NONE, ONE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Groups of 0");
  }

  @Test
  void a_convolution_takes_images_and_a_weight_of_four_axes() {
    Shape series = Shape.batchOf(3, 4);

    assertRefused(
        () -> Conv2d.padded(0).shape(weighted(series, 2, 1, 3, 3)), "input", series, "rank 4");
    assertRefused(
        () -> Conv2d.padded(0).shape(weighted(Shape.batchOf(1, 4, 4), 2, 1, 3)),
        "weight",
        "[2, 1, 3]",
        "rank 4");
  }

  @Test
  void a_bias_has_a_number_for_each_output() {
    Shape image = Shape.batchOf(1, 4, 4);
    Shape weight = Shape.of(2, 1, 3, 3);

    assertThat(Conv2d.padded(1).shape(biased(image, weight, 2))).isEqualTo(Shape.batchOf(2, 4, 4));
    assertRefused(() -> Conv2d.padded(1).shape(biased(image, weight, 1)), "bias", "[1]", "[2]");
    assertRefused(
        () -> LINEAR.shape(biased(Shape.batchOf(4), Shape.of(3, 4), 4)), "bias", "[4]", "[3]");
  }

  @Test
  void a_convolution_tells_its_windows_with_dilation() {
    Pads pads = new Pads(0, 1, 2, 3);
    Conv2d op = new Conv2d(new Size(1, 2), pads, new Size(2, 3), 1);

    Window window = op.window(weighted(Shape.batchOf(1, 7, 9), 1, 1, 3, 4)).orElseThrow();

    assertThat(window).isEqualTo(new Window(new Size(7, 9), new Size(5, 10), new Size(1, 2), pads));
  }

  @Test
  void a_convolution_of_one_group_keeps_the_rest() {
    Conv2d op = new Conv2d(new Size(1, 2), Pads.all(1), new Size(2, 3), 4);

    assertThat(op.groups()).isEqualTo(4);
    assertThat(op.ofOneGroup())
        .isEqualTo(new Conv2d(new Size(1, 2), Pads.all(1), new Size(2, 3), 1));
    assertThat(LINEAR.groups()).isEqualTo(1);
    assertThatThrownBy(LINEAR::ofOneGroup).hasMessage("Linear[] has no groups");
  }

  @Test
  void other_zeros_leave_the_rest_of_a_convolution() {
    Conv2d op = new Conv2d(new Size(1, 2), Pads.all(1), new Size(2, 3), 4);

    assertThat(op.withPads(Pads.NONE))
        .isEqualTo(new Conv2d(new Size(1, 2), Pads.NONE, new Size(2, 3), 4));
    assertThat(Conv2d.padded(2)).isEqualTo(new Conv2d(ONE, Pads.all(2), ONE, 1));
  }

  @Test
  void a_matrix_product_works_on_the_last_axis_of_any_rank() {
    Shape steps = new Shape(List.of(new Batch(), new Time(), new Fixed(4)));

    assertThat(LINEAR.shape(weighted(Shape.batchOf(4), 3, 4))).isEqualTo(Shape.batchOf(3));
    assertThat(LINEAR.shape(weighted(Shape.batchOf(7, 2, 4), 3, 4)))
        .isEqualTo(Shape.batchOf(7, 2, 3));
    assertThat(LINEAR.shape(weighted(steps, 3, 4)))
        .isEqualTo(new Shape(List.of(new Batch(), new Time(), new Fixed(3))));
  }

  @Test
  void a_matrix_product_that_does_not_fit_is_refused() {
    assertRefused(
        () -> LINEAR.shape(weighted(Shape.batchOf(4, 5), 3, 4)), "number of features", 5, 4);
    assertRefused(
        () -> LINEAR.shape(weighted(Shape.batchOf(), 3, 4)), "input", "[batch]", "rank 2 or more");
    assertRefused(
        () -> LINEAR.shape(weighted(Shape.batchOf(4), 3, 4, 1)), "weight", "[3, 4, 1]", "rank 2");
  }

  @Test
  void multiply_accumulates_of_a_convolution_by_hand() {
    Conv2d strided = new Conv2d(Size.square(2), Pads.all(1), ONE, 1);
    Conv2d depthwise = new Conv2d(ONE, Pads.NONE, ONE, 4);

    // 4 channels of 3x3 outputs, each of 2 * 3 * 3 products
    assertThat(strided.macs(weighted(Shape.batchOf(2, 5, 5), 4, 2, 3, 3))).isEqualTo(4 * 9 * 18);
    // 4 channels of 4x5 outputs, each of 1 * 3 * 2 products
    assertThat(depthwise.macs(weighted(Shape.batchOf(4, 6, 6), 4, 1, 3, 2))).isEqualTo(4 * 20 * 6);
  }

  @Test
  void multiply_accumulates_of_a_matrix_product_by_hand() {
    assertThat(LINEAR.macs(weighted(Shape.batchOf(12), 5, 12))).isEqualTo(5 * 12);
    assertThat(LINEAR.macs(weighted(Shape.batchOf(7, 12), 5, 12))).isEqualTo(7 * 5 * 12);
  }

  @Test
  void multiply_accumulates_go_beyond_32_bits() {
    Operands wide = weighted(Shape.batchOf(100_000), 50_000, 100_000);
    Operands deep = weighted(Shape.batchOf(2048, 64, 64), 2048, 2048, 1, 1);

    assertThat(LINEAR.macs(wide)).isEqualTo(5_000_000_000L);
    assertThat(Conv2d.padded(0).macs(deep)).isEqualTo(2048L * 2048 * 4096);
  }

  @Test
  void pads_strides_and_dilation_count_along_time() {
    // (9 + 4 + 1 - 2 * 2 - 1) / 3 + 1 = 4
    Conv1d op = new Conv1d(3, new Ends(4, 1), 2, 1);

    assertThat(op.shape(weighted(Shape.batchOf(3, 9), 5, 3, 3))).isEqualTo(Shape.batchOf(5, 4));
    assertThat(Conv1d.padded(Ends.NONE).shape(weighted(Shape.batchOf(3, 9), 5, 3, 9)))
        .isEqualTo(Shape.batchOf(5, 1));
    assertRefused(
        () -> Conv1d.padded(Ends.NONE).shape(weighted(Shape.batchOf(3, 9), 5, 3, 10)),
        "window",
        10,
        "at most 9");
  }

  @Test
  void a_convolution_of_series_refuses_what_does_not_fit() {
    Conv1d grouped = new Conv1d(1, Ends.NONE, 1, 2);

    assertRefused(
        () -> grouped.shape(weighted(Shape.batchOf(3, 9), 4, 2, 3)), "number of channels", 3, 4);
    assertRefused(
        () -> grouped.shape(weighted(Shape.batchOf(4, 9), 3, 2, 3)),
        "weight",
        3,
        "a multiple of 2 outputs");
    assertRefused(
        () -> grouped.shape(weighted(Shape.batchOf(4, 9), 4, 2, 3, 1)),
        "weight",
        "[4, 2, 3, 1]",
        "rank 3");
    assertRefused(
        () -> grouped.shape(biased(Shape.batchOf(4, 9), Shape.of(4, 2, 3), 3)),
        "bias",
        "[3]",
        "[4]");
    assertThatThrownBy(() -> new Conv1d(1, Ends.NONE, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A stride of 1, a dilation of 0, groups of 1");
    assertThatThrownBy(() -> new Ends(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Negative padding");
  }

  @Test
  void a_convolution_of_series_is_one_of_images_of_height_1() {
    Conv1d op = new Conv1d(3, new Ends(4, 1), 2, 5);

    assertThat(op.onImages())
        .contains(new Conv2d(new Size(1, 3), new Pads(0, 4, 0, 1), new Size(1, 2), 5));
    assertThat(LINEAR.onImages()).isEmpty();
    assertThat(Conv1d.causal(3, 4)).isEqualTo(new Conv1d(1, new Ends(8, 0), 4, 1));
    // 4 channels of 4 outputs, each of 2 * 3 products
    assertThat(new Conv1d(1, Ends.NONE, 1, 2).macs(weighted(Shape.batchOf(4, 6), 4, 2, 3)))
        .isEqualTo(4 * 4 * 6);
    assertThat(visited(op)).isEqualTo("conv1d");
    assertThat(op.axes()).isEqualTo(AxisUse.CHANNEL);
  }

  @Test
  void a_transposed_convolution_covers_what_its_windows_cover() {
    // Height (4 - 1) * 2 + (3 - 1) * 1 + 1 + 1 - 1 - 2 = 7; width (5 - 1) * 3 + 2 * 2 + 1 = 17.
    ConvTranspose2d op =
        new ConvTranspose2d(
            new Size(2, 3), new Pads(1, 0, 2, 0), new OutputPads(1, 0), new Size(1, 2), 2);
    Operands operands = weighted(Shape.batchOf(4, 4, 5), 6, 2, 3, 3);

    assertThat(op.shape(operands)).isEqualTo(Shape.batchOf(6, 7, 17));
    // 6 * 2 kernels of 9 for each of 20 pixels
    assertThat(op.macs(operands)).isEqualTo(6 * 2 * 9 * 20);
    assertThat(op.transposed()).contains(op);
    assertThat(LINEAR.transposed()).isEmpty();
    assertThat(visited(op)).isEqualTo("convTranspose2d");
  }

  @Test
  void a_transposed_convolution_refuses_what_does_not_fit() {
    ConvTranspose2d cut = new ConvTranspose2d(ONE, Pads.all(2), OutputPads.NONE, ONE, 1);

    assertRefused(
        () -> cut.shape(weighted(Shape.batchOf(1, 2, 2), 1, 1, 3, 3)),
        "output",
        "0x0",
        "1x1 or more");
    assertRefused(
        () -> cut.shape(weighted(Shape.batchOf(2, 2, 2), 1, 1, 3, 3)), "number of channels", 2, 1);
    assertThatThrownBy(() -> new ConvTranspose2d(ONE, Pads.NONE, new OutputPads(0, 1), ONE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OutputPads[bottom=0, right=1] for a stride of");
    assertThatThrownBy(() -> new OutputPads(-1, 0)).hasMessage("Negative padding");
  }

  @Test
  void all_number_their_outputs_by_the_weights_first_axis() {
    for (Op op : List.of(LINEAR, Conv2d.padded(0), Conv1d.padded(Ends.NONE))) {
      assertThat(op.arity()).isEqualTo(Arity.ONE);
      assertThat(op.roles()).isEqualTo(new ConstantRoles(List.of(WEIGHT), List.of(BIAS)));
      assertThat(op.weightAxis()).hasValue(0);
    }
    assertThat(LINEAR.axes()).isEqualTo(AxisUse.LAST);
    assertThat(Conv2d.padded(0).axes()).isEqualTo(AxisUse.CHANNEL);
    assertThat(visited(LINEAR)).isEqualTo("linear");
    assertThat(visited(Conv2d.padded(0))).isEqualTo("conv2d");
  }
}
