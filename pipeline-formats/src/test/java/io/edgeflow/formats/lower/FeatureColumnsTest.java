package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.LayOutTest.conversions;
import static io.edgeflow.formats.lower.LayOutTest.placed;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.giving;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.operand;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands behind a flattened image: its columns are reordered, or the image is transposed. */
class FeatureColumnsTest {
  private static final float[] COLUMNS = {1, 4, 2, 5, 3, 6};
  private static final String IMAGE_TRANSPOSED = "(input) -> input.logical";

  @Test
  void columns_of_a_product_follow_the_pixels() {
    LoweredGraph placed = placed(lowered(product(flat())));

    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(COLUMNS);
    assertThat(conversions(placed)).isEmpty();
  }

  @Test
  void a_reshape_to_a_vector_is_a_flatten() {
    LoweredGraph placed =
        placed(lowered(product(graph(2, 1, 3).apply("flat", new Reshape(List.of(6))))));

    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(COLUMNS);
  }

  @Test
  void operators_on_each_feature_alone_stand_between() {
    LoweredGraph placed = placed(lowered(product(flat().apply("relu", new Relu()))));

    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(COLUMNS);
    assertThat(conversions(placed)).isEmpty();
  }

  @Test
  void columns_behind_the_first_product_stay() {
    LoweredGraph placed =
        placed(
            lowered(
                flat()
                    .apply("fc", new Linear(), weight(dims(6, 6), counting(36)))
                    .apply("y", new Linear(), weight(dims(1, 6), counting(6)))));

    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(6));
  }

  @Test
  void a_tensor_of_four_axes_that_lies_in_logical_order_is_flattened_as_it_lies() {
    LoweredGraph placed =
        placed(
            lowered(
                product(
                    graph(6)
                        .apply("heads", new Reshape(List.of(2, 1, 3)))
                        .apply("relu", new Relu())
                        .apply("flat", new Flatten())
                        .apply("again", new Relu()))));

    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(6));
    assertThat(conversions(placed)).isEmpty();
  }

  @Test
  void a_transpose_before_the_flatten_gives_logical_order() {
    LoweredGraph placed =
        placed(
            lowered(
                product(
                    graph(2, 1, 3)
                        .apply("turned", Transpose.by(0, 2, 3, 1))
                        .apply("flat", new Flatten()))));

    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(6));
    assertThat(conversions(placed)).isEmpty();
  }

  @Test
  void an_image_of_one_channel_or_one_pixel_has_one_order_only() {
    for (int[] image : new int[][] {{1, 2, 3}, {6, 1, 1}}) {
      LoweredGraph placed =
          placed(lowered(graph(image).apply("flat", new Flatten()).apply("y", new Relu())));

      assertThat(conversions(placed)).isEmpty();
    }
  }

  @Test
  void a_reshape_behind_the_flatten_forces_a_transpose() {
    LoweredGraph placed = placed(lowered(flat().apply("rows", new Reshape(List.of(3, 2)))));

    assertThat(conversions(placed)).containsExactly(IMAGE_TRANSPOSED);
  }

  @Test
  void a_reshape_of_an_image_to_a_matrix_forces_a_transpose() {
    LoweredGraph placed =
        placed(
            lowered(
                graph(2, 1, 3)
                    .apply("rows", new Reshape(List.of(3, 2)))
                    .apply("turned", Transpose.by(0, 2, 1))));

    assertThat(conversions(placed)).containsExactly(IMAGE_TRANSPOSED);
  }

  @Test
  void a_concatenation_behind_the_flatten_forces_a_transpose() {
    LoweredGraph placed =
        placed(
            lowered(
                flat()
                    .from("flat", "flat")
                    .apply("joined", new Concat(1))
                    .apply("y", new Linear(), weight(dims(1, 12), counting(12)))));

    assertThat(conversions(placed)).containsExactly(IMAGE_TRANSPOSED);
    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(12));
  }

  @Test
  void a_constant_operand_behind_the_flatten_forces_a_transpose() {
    LoweredGraph placed =
        placed(lowered(product(flat().apply("scaled", new Mul(), operand(dims(6), counting(6))))));

    assertThat(conversions(placed)).containsExactly(IMAGE_TRANSPOSED);
    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(6));
  }

  @Test
  void features_that_the_model_gives_as_well_force_a_transpose() {
    LoweredGraph placed = placed(LoweredGraph.of(giving(product(flat()), "flat", "y")));

    assertThat(conversions(placed)).containsExactly(IMAGE_TRANSPOSED);
    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(6));
  }

  @Test
  void features_that_cross_a_border_of_an_island_are_in_logical_order() {
    TargetProfile profile =
        new Target()
            .kernels(Linear.class, KernelTraits.floatsOnly())
            .scaling(Flatten.class, ScaleRule.KEEPS)
            .profile();
    LoweredGraph graph =
        LoweredGraph.of(product(flat()).build(null, null).withRanges(Map.of("input", range(0, 1))));

    LoweredGraph placed = placed(new Quantize(profile).apply(graph));

    assertThat(conversions(placed)).containsExactly(IMAGE_TRANSPOSED, "(flat) -> flat.float");
    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(6));
  }

  @Test
  void a_tensor_of_four_axes_is_no_image_behind_a_border_either() {
    TargetProfile profile =
        new Target()
            .kernels(Flatten.class, KernelTraits.floatsOnly())
            .kernels(Linear.class, KernelTraits.floatsOnly())
            .scaling(Reshape.class, ScaleRule.KEEPS)
            .profile();
    LoweredGraph graph =
        LoweredGraph.of(
            product(
                    graph(6)
                        .apply("heads", new Reshape(List.of(2, 1, 3)))
                        .apply("flat", new Flatten()))
                .build(null, null)
                .withRanges(Map.of("input", range(0, 1))));

    LoweredGraph placed = placed(new Quantize(profile).apply(graph));

    assertThat(conversions(placed)).containsExactly("(heads) -> heads.float");
    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(counting(6));
  }

  @Test
  void features_that_a_product_and_an_island_read_are_in_logical_order() {
    TargetProfile profile =
        new Target()
            .kernels(Sigmoid.class, KernelTraits.floatsOnly())
            .scaling(Flatten.class, ScaleRule.KEEPS)
            .profile();
    LoweredGraph graph =
        LoweredGraph.of(
            giving(product(flat()).from("flat").apply("island", new Sigmoid()), "y", "island")
                .withRanges(Map.of("input", range(0, 1), "y", range(0, 1))));

    LoweredGraph placed = new LayOut().apply(new Quantize(profile).apply(graph));

    assertThat(conversions(placed)).containsExactly(IMAGE_TRANSPOSED, "(flat) -> flat.float");
    assertThat(op(placed, "flat").inputs()).containsExactly("input.logical");
  }

  @Test
  void a_convolution_has_its_own_order_of_weights() {
    LoweredGraph placed =
        placed(
            lowered(graph(2, 1, 1).apply("y", Conv2d.padded(0), weight(dims(1, 2, 1, 1), 3, 4))));

    assertThat(numbers(placed, "y", WEIGHT)).containsExactly(3, 4);
  }

  private static GraphBuilder flat() {
    return graph(2, 1, 3).apply("flat", new Flatten());
  }

  private static GraphBuilder product(GraphBuilder builder) {
    return builder.apply("y", new Linear(), weight(dims(1, 6), counting(6)));
  }
}
