package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.NORM;
import static io.edgeflow.formats.lower.Small.POINT;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.floats;
import static io.edgeflow.formats.lower.Small.giving;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.norm;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.tensor.Shape;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplaceAffineTest {
  private static final float[] FACTOR = floats(2, -3);
  private static final float[] SHIFT = floats(10, 20);

  private final ReplaceAffine lacking =
      new ReplaceAffine(new Target().kernels(BatchNorm.class, KernelTraits.NONE).profile(), false);

  @Test
  void an_image_gets_a_depthwise_convolution_of_one_pixel() {
    LoweredGraph graph = lowered(graph(2, 1, 2).apply("norm", NORM, norm(FACTOR, SHIFT)));

    LoweredGraph replaced = lacking.apply(graph);

    assertThat(listing(replaced)).containsExactly("Conv2d(input) -> norm");
    Conv2d op = (Conv2d) op(replaced, "norm").op();
    assertThat(op).isEqualTo(new Conv2d(op.stride(), op.pads(), op.dilation(), 2));
    assertThat(op(replaced, "norm").constant(WEIGHT).value().dims()).containsExactly(2, 1, 1, 1);
    assertThat(numbers(replaced, "norm", WEIGHT)).containsExactly(FACTOR);
    assertThat(numbers(replaced, "norm", BIAS)).containsExactly(SHIFT);
    // 2 · (1, 2) + 10 and -3 · (3, 4) + 20.
    assertThat(Device.run(replaced, 1, 2, 3, 4)).containsExactly(12, 14, 11, 8);
  }

  @Test
  void a_vector_gets_a_product_and_a_sum() {
    LoweredGraph graph = lowered(graph(2).apply("norm", NORM, norm(FACTOR, SHIFT)));

    LoweredGraph replaced = lacking.apply(graph);

    assertThat(listing(replaced))
        .containsExactly("Mul(input) -> norm.product", "Add(norm.product) -> norm");
    assertThat(op(replaced, "norm.product").constant(OPERAND).value().dims()).containsExactly(2);
    assertThat(numbers(replaced, "norm.product", OPERAND)).containsExactly(FACTOR);
    assertThat(numbers(replaced, "norm", OPERAND)).containsExactly(SHIFT);
    assertThat(op(replaced, "norm").constant(OPERAND).name()).isEqualTo("norm.operand");
    assertThat(replaced.value("norm.product"))
        .isEqualTo(Value.floats("norm.product", Shape.batchOf(2)));
    assertThat(Device.run(replaced, 1, 2)).containsExactly(12, 14);
  }

  @Test
  void a_series_is_multiplied_along_its_channel_axis() {
    LoweredGraph graph = lowered(graph(2, 3).apply("norm", NORM, norm(FACTOR, SHIFT)));

    LoweredGraph replaced = lacking.apply(graph);

    assertThat(op(replaced, "norm.product").constant(OPERAND).value().dims()).containsExactly(2, 1);
    // 2 · (1, 2, 3) + 10 and -3 · (4, 5, 6) + 20.
    assertThat(Device.run(replaced, counting(6))).containsExactly(12, 14, 16, 8, 5, 2);
  }

  @Test
  void the_convolution_before_may_be_read_by_others_and_given_by_the_model() {
    LoweredGraph graph =
        LoweredGraph.of(
            giving(
                graph(2, 1, 1)
                    .apply("conv", POINT, weight(dims(2, 2, 1, 1), 1, 0, 0, 1))
                    .apply("norm", NORM, norm(FACTOR, SHIFT)),
                "conv",
                "norm"));

    LoweredGraph replaced = lacking.apply(new FoldAffine().apply(graph));

    assertThat(listing(replaced)).containsExactly("Conv2d(input) -> conv", "Conv2d(conv) -> norm");
    assertThat(Device.output(0, replaced, 1, 2)).containsExactly(1, 2);
    assertThat(Device.output(1, replaced, 1, 2)).containsExactly(12, 14);
  }

  @Test
  void the_range_of_the_product_follows_from_the_inputs_range() {
    LoweredGraph graph = ranged(range(-1, 5), FACTOR);

    // 2 · [-1, 5] and -3 · [-1, 5] together; zero is always within.
    assertThat(lacking.apply(graph).ranges()).containsEntry("norm.product", range(-15, 10));
    assertThat(lacking.apply(ranged(range(1, 2), floats(4, 3))).ranges())
        .containsEntry("norm.product", range(0, 8));
    assertThat(lacking.apply(ranged(range(-2, -1), floats(4, 3))).ranges())
        .containsEntry("norm.product", range(-8, 0));
  }

  @Test
  void a_kernel_of_the_wanted_number_format_is_used() {
    LoweredGraph graph = lowered(graph(2).apply("norm", NORM, norm(FACTOR, SHIFT)));
    TargetProfile floats =
        new Target().kernels(BatchNorm.class, KernelTraits.floatsOnly()).profile();

    assertThat(new ReplaceAffine(floats, false).apply(graph)).isEqualTo(graph);
    assertThat(new ReplaceAffine(floats, true).apply(graph).ops()).hasSize(2);
    TargetProfile integers =
        new Target()
            .kernels(BatchNorm.class, new KernelTraits(false, true, ScaleRule.OWN_RANGE, Set.of()))
            .profile();
    assertThat(new ReplaceAffine(integers, true).apply(graph)).isEqualTo(graph);
    assertThat(new ReplaceAffine(integers, false).apply(graph).ops()).hasSize(2);
  }

  @Test
  void what_does_more_than_multiply_and_shift_stays_for_others_to_refuse() {
    LoweredGraph graph = lowered(graph(2).apply("y", new Relu()));
    TargetProfile without = new Target().kernels(Relu.class, KernelTraits.NONE).profile();

    assertThat(new ReplaceAffine(without, false).apply(graph)).isEqualTo(graph);
  }

  @Test
  void the_products_name_is_one_that_no_tensor_has() {
    LoweredGraph graph =
        lowered(
            graph(2).apply("norm.product", new Relu()).apply("norm", NORM, norm(FACTOR, SHIFT)));

    assertThat(listing(lacking.apply(graph)))
        .containsExactly(
            "Relu(input) -> norm.product",
            "Mul(norm.product) -> norm.product_",
            "Add(norm.product_) -> norm");
  }

  private static LoweredGraph ranged(ValueRange input, float[] factor) {
    return LoweredGraph.of(
        built(graph(2).apply("norm", NORM, norm(factor, SHIFT)))
            .withRanges(Map.of("input", input)));
  }
}
