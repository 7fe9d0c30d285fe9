package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.formats.lower.Small.NORM;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.floats;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.norm;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.formats.quant.QuantParams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All rules together, in their order. */
class LoweringTest {
  private final Target target =
      new Target()
          .clamping(Conv2d.class)
          .kernels(BatchNorm.class, KernelTraits.NONE)
          .kernels(Dropout.class, KernelTraits.NONE)
          .scaling(Pad.class, ScaleRule.KEEPS)
          .scaling(Flatten.class, ScaleRule.KEEPS);

  @Test
  void norms_are_folded_images_padded_and_activations_drawn_in() {
    LoweredGraph lowered = lowered(network(), Precision.FP32);

    assertThat(listing(lowered))
        .containsExactly(
            "Pad(input) -> conv.padded",
            "Conv2d+RELU(conv.padded) -> relu",
            "Flatten(relu) -> flat",
            "Linear(flat) -> y");
    assertThat(op(lowered, "y").optional(BIAS)).isPresent();
    assertThat(lowered.value("relu").layout()).isEqualTo(MemoryLayout.CHANNELS_LAST);
    assertThat(lowered.values().values()).allMatch(value -> value.quant().isEmpty());
    assertThat(Device.run(lowered, 1, 2)).isEqualTo(Device.run(LoweredGraph.of(network()), 1, 2));
  }

  @Test
  void integers_come_behind_all_that_changes_weights() {
    ModelGraph ranged =
        network()
            .withRanges(
                Map.of("input", range(0, 255), "relu", range(0, 255), "y", range(-128, 127)));

    LoweredGraph lowered = lowered(ranged, Precision.INT8);

    assertThat(listing(lowered)).isEqualTo(listing(lowered(network(), Precision.FP32)));
    assertThat(lowered.value("conv.padded").params()).isEqualTo(new QuantParams(1, -128));
    assertThat(lowered.value("y").params()).isEqualTo(new QuantParams(1, 0));
    assertThat(op(lowered, "relu").constant(BIAS).quantization()).isPresent();
  }

  @Test
  void what_a_target_does_not_ask_for_is_not_done() {
    target.answering("wantsBias", false).answering("imageLayout", MemoryLayout.LOGICAL);

    LoweredGraph lowered = lowered(network(), Precision.FP32);

    assertThat(op(lowered, "y").optional(BIAS)).isEmpty();
    assertThat(lowered.values().values()).allMatch(value -> value.layout() == MemoryLayout.LOGICAL);
  }

  @Test
  void weights_that_are_not_finite_are_refused_first() {
    ModelGraph graph = built(graph(1).apply("y", new Linear(), weight(dims(1, 1), Float.NaN)));

    for (Precision precision : Precision.values()) {
      assertThatThrownBy(() -> lowered(graph, precision)).hasMessageContaining("not finite");
    }
  }

  @Test
  void an_operator_without_a_kernel_is_refused() {
    target.kernels(Sigmoid.class, KernelTraits.NONE);
    ModelGraph graph = built(graph(1).apply("y", new Sigmoid()));

    assertThatThrownBy(() -> lowered(graph, Precision.FP32))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("node y, format bench");
  }

  @Test
  void a_kernel_for_integers_alone_is_refused_for_floats() {
    target.kernels(Sigmoid.class, new KernelTraits(false, true, ScaleRule.KEEPS, Set.of()));
    ModelGraph graph =
        built(graph(1).apply("y", new Sigmoid())).withRanges(Map.of("input", range(0, 1)));

    assertThat(lowered(graph, Precision.INT8).value("y").quant()).isPresent();
    assertThatThrownBy(() -> lowered(graph, Precision.FP32)).isInstanceOf(PipelineException.class);
  }

  @Test
  void a_norm_with_a_kernel_for_floats_alone_is_replaced_for_integers() {
    target.kernels(BatchNorm.class, KernelTraits.floatsOnly());
    ModelGraph graph =
        built(graph(1).apply("y", NORM, norm(floats(2), floats(1))))
            .withRanges(Map.of("input", range(0, 1), "y", range(1, 3)));

    assertThat(listing(lowered(graph, Precision.FP32))).containsExactly("BatchNorm(input) -> y");
    assertThat(listing(lowered(graph, Precision.INT8)))
        .containsExactly("Mul(input) -> y.product", "Add(y.product) -> y");
  }

  @Test
  void a_product_of_more_axes_is_brought_to_rows_where_the_target_needs_it() {
    target.answering("linearOnAnyRank", false);
    ModelGraph graph = built(graph(2, 1).apply("y", new Linear(), weight(dims(1, 1), 3)));

    assertThat(lowered(graph, Precision.FP32).ops()).hasSize(3);
  }

  @Test
  void what_nothing_reads_is_left_out() {
    ModelGraph graph =
        built(graph(1).apply("unread", new Relu()).from("input").apply("y", new Sigmoid()));

    assertThat(listing(lowered(graph, Precision.FP32))).containsExactly("Sigmoid(input) -> y");
  }

  @Test
  void a_shared_value_is_copied_before_a_reshape_where_the_target_needs_it() {
    target.answering("reshapesInPlace", true);
    ModelGraph graph =
        built(
            graph(2)
                .apply("a", new Sigmoid())
                .apply("b", new Reshape(List.of(2)))
                .from("a", "b")
                .apply("y", new Add()));

    assertThat(listing(lowered(graph, Precision.FP32))).contains("Pad(a) -> b.copy");
  }

  @Test
  void a_dead_layer_is_refused_in_integers_only() {
    ModelGraph graph =
        built(graph(1).apply("y", new Linear(), weight(dims(1, 1), 1)))
            .withRanges(Map.of("input", range(0, 255), "y", range(0, 0)));

    assertThatThrownBy(() -> lowered(graph, Precision.INT8)).hasMessageContaining("dead");
    assertThat(lowered(graph, Precision.FP32).ops()).hasSize(1);
  }

  private LoweredGraph lowered(ModelGraph graph, Precision precision) {
    return Lowering.lower(graph, target.profile(), precision);
  }

  private static ModelGraph network() {
    return built(
        graph(1, 1, 2)
            .apply("conv", Conv2d.padded(1), weight(dims(2, 1, 3, 3), counting(18)))
            .apply("norm", NORM, norm(floats(2, 1), floats(1, -50)))
            .apply("relu", new Relu())
            .apply("drop", new Dropout(0.5f))
            .apply("flat", new Flatten())
            .apply("y", new Linear(), weight(dims(1, 4), counting(4))));
  }
}
