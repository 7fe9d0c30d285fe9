package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BETA;
import static io.edgeflow.core.graph.op.ConstantRole.GAMMA;
import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.constants;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.part;
import static io.edgeflow.formats.lower.Small.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.InstanceNorm;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeNormsTest {
  private final Target target =
      new Target()
          .kernels(LayerNorm.class, KernelTraits.floatParts())
          .kernels(InstanceNorm.class, KernelTraits.floatParts());
  private final ComposeNorms rule = new ComposeNorms(target.profile());

  @Test
  void a_layer_norm_is_means_differences_and_products() {
    LoweredGraph graph = lowered(rows());

    LoweredGraph composed = rule.apply(graph);

    assertThat(listing(composed))
        .containsExactly(
            "ReduceMean(input) -> y.mean",
            "Sub(input, y.mean) -> y.centered",
            "Mul(y.centered, y.centered) -> y.square",
            "ReduceMean(y.square) -> y.variance",
            "Add(y.variance) -> y.safe",
            "Rsqrt(y.safe) -> y.scale",
            "Mul(y.centered, y.scale) -> y.normal",
            "Mul(y.normal) -> y.scaled",
            "Add(y.scaled) -> y");
    assertThat(op(composed, "y.mean").op()).isEqualTo(new ReduceMean(List.of(2), true));
    assertThat(numbers(composed, "y.safe", OPERAND)).containsExactly(0.75f);
    // The rows (3, 4), (5, 8): deviations 0.5 and 1.5, and sqrt(0.25 + 0.75) = 1
    assertThat(Device.run(composed, 3, 4, 5, 8))
        .containsExactly(
            new float[] {
              5 - 1, 6 + 1.5f, (float) (5 - 3 / Math.sqrt(3)), 6 + (float) (4.5 / Math.sqrt(3))
            },
            within(1e-6f));
  }

  @Test
  void several_axes_are_averaged_at_once() {
    LoweredGraph graph =
        lowered(
            graph(2, 3)
                .apply(
                    "y",
                    new LayerNorm(0.5f, 2),
                    constants(
                        part(GAMMA, dims(2, 3), counting(6)),
                        part(BETA, dims(2, 3), counting(6)))));

    LoweredGraph composed = rule.apply(graph);

    assertThat(op(composed, "y.mean").op()).isEqualTo(new ReduceMean(List.of(1, 2), true));
    assertThat(Device.run(composed, 1, 5, 2, 8, 3, 9))
        .containsExactly(Device.run(graph, 1, 5, 2, 8, 3, 9), within(1e-5f));
  }

  @Test
  void an_instance_norm_has_a_number_for_each_channel_and_leaves_images_as_they_lie() {
    LoweredGraph graph =
        lowered(
            graph(2, 1, 2)
                .apply(
                    "y",
                    new InstanceNorm(0.5f),
                    constants(part(GAMMA, dims(2), 2, 3), part(BETA, dims(2), 5, 6))));

    LoweredGraph composed = rule.apply(graph);
    LoweredGraph placed = new LayOut().apply(composed);

    assertThat(op(composed, "y.scaled").constant(OPERAND).value().dims()).containsExactly(2, 1, 1);
    assertThat(placed.value("y.centered").layout()).isEqualTo(MemoryLayout.CHANNELS_LAST);
    assertThat(Device.run(placed, 1, 5, 2, 8))
        .containsExactly(Device.run(graph, 1, 5, 2, 8), within(1e-5f));
  }

  @Test
  void without_a_factor_there_is_none() {
    LoweredGraph graph = lowered(graph(2, 2).apply("y", new LayerNorm(0, 2)));

    assertThat(listing(rule.apply(graph))).endsWith("Mul(y.centered, y.scale) -> y");
  }

  @Test
  void a_target_with_a_kernel_keeps_the_norm() {
    LoweredGraph graph = lowered(rows());

    assertThat(new ComposeNorms(new Target().profile()).apply(graph)).isEqualTo(graph);
  }

  @Test
  void among_integers_the_parts_are_floats_that_need_no_range() {
    LoweredGraph lowered =
        Lowering.lowerInLogicalOrder(
            built(rows().apply("relu", new Relu()))
                .withRanges(Map.of("input", range(-1, 1), "y", range(-2, 2), "relu", range(0, 2))),
            target.profile(),
            Precision.INT8);

    assertThat(listing(lowered)).contains("ReduceMean(input) -> y.mean", "(y) -> y.int8");
    assertThat(lowered.value("y.scale").quant()).isEmpty();
    assertThat(lowered.value("relu").quant()).isPresent();
  }

  private static GraphBuilder rows() {
    return graph(2, 2)
        .apply(
            "y",
            new LayerNorm(0.75f, 1),
            constants(part(GAMMA, dims(2), 2, 3), part(BETA, dims(2), 5, 6)));
  }
}
