package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.NORM;
import static io.edgeflow.formats.lower.Small.POINT;
import static io.edgeflow.formats.lower.Small.constants;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.floats;
import static io.edgeflow.formats.lower.Small.giving;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.norm;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.part;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldAffineTest {
  private static final float[] FACTOR = floats(10, -1);
  private static final float[] SHIFT = floats(0.5f, 7);

  @Test
  void weight_and_bias_of_a_convolution_take_in_the_factor_and_shift_of_each_channel() {
    LoweredGraph graph = lowered(convolution().apply("norm", NORM, norm(FACTOR, SHIFT)));

    LoweredGraph folded = new FoldAffine().apply(graph);

    assertThat(listing(folded)).containsExactly("Conv2d(input) -> norm");
    assertThat(folded.values()).containsOnlyKeys("input", "norm");
    // Channel 0: 10 · (1, 2) and 10 · 3 + 0.5; channel 1: -1 · (0, 4) and -1 · 5 + 7.
    assertThat(numbers(folded, "norm", WEIGHT)).containsExactly(10, 20, -0f, -4);
    assertThat(numbers(folded, "norm", BIAS)).containsExactly(30.5f, 2);
    assertThat(op(folded, "norm").constant(WEIGHT).value().dims()).containsExactly(2, 2, 1, 1);
    assertThat(Device.run(folded, 1, 1)).isEqualTo(Device.run(graph, 1, 1));
  }

  @Test
  void a_layer_without_a_bias_gets_the_shift_for_one() {
    LoweredGraph graph =
        lowered(
            graph(2)
                .apply("fc", new Linear(), weight(dims(2, 2), 1, 2, 3, 4))
                .apply("norm", NORM, norm(FACTOR, SHIFT)));

    LoweredGraph folded = new FoldAffine().apply(graph);

    assertThat(numbers(folded, "norm", WEIGHT)).containsExactly(10, 20, -3, -4);
    assertThat(numbers(folded, "norm", BIAS)).containsExactly(0.5f, 7);
  }

  @Test
  void statistics_and_epsilon_count() {
    BatchNorm norm = new BatchNorm(1, 0.1f);
    var constants =
        constants(
            part(ConstantRole.GAMMA, dims(1), 6),
            part(ConstantRole.BETA, dims(1), 1),
            part(ConstantRole.MEAN, dims(1), 2),
            part(ConstantRole.VARIANCE, dims(1), 3));
    LoweredGraph graph =
        lowered(
            graph(1)
                .apply("fc", new Linear(), weight(dims(1, 1), 5))
                .apply("norm", norm, constants));

    LoweredGraph folded = new FoldAffine().apply(graph);

    // 6 / sqrt(3 + 1) = 3; 1 - 3 · 2 = -5.
    assertThat(numbers(folded, "norm", WEIGHT)).containsExactly(15);
    assertThat(numbers(folded, "norm", BIAS)).containsExactly(-5);
  }

  @Test
  void folded_constants_are_the_layers_own() {
    LoweredGraph folded =
        new FoldAffine().apply(lowered(convolution().apply("norm", NORM, norm(FACTOR, SHIFT))));

    assertThat(op(folded, "norm").name()).isEqualTo("conv");
    assertThat(op(folded, "norm").constant(WEIGHT).name()).isEqualTo("conv.weight");
    assertThat(op(folded, "norm").constant(BIAS).name()).isEqualTo("conv.bias");
  }

  @Test
  void a_convolution_that_another_operator_reads_stays_as_it_is() {
    LoweredGraph graph =
        lowered(
            convolution()
                .apply("norm", NORM, norm(FACTOR, SHIFT))
                .from("norm", "conv")
                .apply("sum", new Add()));

    assertThat(new FoldAffine().apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_convolution_that_the_model_gives_as_well_stays_as_it_is() {
    LoweredGraph graph =
        LoweredGraph.of(
            giving(convolution().apply("norm", NORM, norm(FACTOR, SHIFT)), "conv", "norm"));

    assertThat(new FoldAffine().apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_normalization_behind_anything_else_stays() {
    LoweredGraph behindRelu =
        lowered(convolution().apply("relu", new Relu()).apply("n", NORM, norm(FACTOR, SHIFT)));
    LoweredGraph first = lowered(graph(2).apply("n", NORM, norm(FACTOR, SHIFT)));

    assertThat(new FoldAffine().apply(behindRelu)).isEqualTo(behindRelu);
    assertThat(new FoldAffine().apply(first)).isEqualTo(first);
  }

  @Test
  void a_layer_with_an_activation_of_its_own_stays_as_it_is() {
    LoweredGraph graph = lowered(convolution().apply("norm", NORM, norm(FACTOR, SHIFT)));
    FusedOp active = op(graph, "conv").withActivation(Activation.RELU);
    LoweredGraph changed =
        new LoweredGraph(
            graph.name(),
            graph.signature(),
            graph.values(),
            List.of(active, op(graph, "norm")),
            graph.ranges(),
            graph.outputs());

    assertThat(new FoldAffine().apply(changed)).isEqualTo(changed);
  }

  @Test
  void a_product_whose_outputs_do_not_lie_on_the_channel_axis_stays_as_it_is() {
    LoweredGraph graph =
        lowered(
            graph(2, 2)
                .apply("fc", new Linear(), weight(dims(2, 2), 1, 2, 3, 4))
                .apply("norm", NORM, norm(FACTOR, SHIFT)));

    assertThat(new FoldAffine().apply(graph)).isEqualTo(graph);
  }

  @Test
  void of_two_normalizations_the_first_is_folded() {
    LoweredGraph graph =
        lowered(
            convolution()
                .apply("one", NORM, norm(FACTOR, SHIFT))
                .apply("two", NORM, norm(SHIFT, FACTOR)));

    assertThat(listing(new FoldAffine().apply(graph)))
        .containsExactly("Conv2d(input) -> one", "BatchNorm(one) -> two");
  }

  private static GraphBuilder convolution() {
    return graph(2, 1, 1)
        .apply(
            "conv",
            POINT,
            constants(part(WEIGHT, dims(2, 2, 1, 1), 1, 2, 0, 4), part(BIAS, dims(2), 3, 5)));
  }
}
