package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.formats.quant.QuantParams;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A target that has the sigmoid and the matrix product for floats only. */
class FloatIslandTest {
  private static final ValueRange BYTE = range(-128, 127);
  private static final QuantParams WHOLE = new QuantParams(1, 0);

  private final TargetProfile profile =
      new Target()
          .kernels(Sigmoid.class, KernelTraits.floatsOnly())
          .kernels(Linear.class, KernelTraits.floatsOnly())
          .profile();

  @Test
  void integers_become_floats_before_the_island_and_integers_again_behind_it() {
    LoweredGraph graph =
        quantized(
            sum().apply("island", new Sigmoid()).apply("y", new Relu()),
            Map.of("input", BYTE, "sum", BYTE, "island", range(0, 127.5f), "y", range(0, 127)));

    assertThat(listing(graph))
        .containsExactly(
            "Add(input, input) -> sum",
            "(sum) -> sum.float",
            "Sigmoid(sum.float) -> island",
            "(island) -> island.int8",
            "Relu(island.int8) -> y");
    assertThat(graph.value("input").params()).isEqualTo(WHOLE);
    assertThat(graph.value("sum.float").quant()).isEmpty();
    assertThat(graph.value("island").quant()).isEmpty();
    assertThat(graph.value("island.int8").params()).isEqualTo(new QuantParams(0.5f, -128));
    assertThat(graph.value("island.int8").shape()).isEqualTo(graph.value("island").shape());
  }

  @Test
  void operators_of_one_island_need_no_conversion_between_them_and_no_ranges() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("a", new Sigmoid()).apply("b", new Linear(), weight(dims(1, 1), 2)),
            Map.of());

    assertThat(listing(graph)).containsExactly("Sigmoid(input) -> a", "Linear(a) -> b");
    assertThat(graph.value("b").quant()).isEmpty();
    LoweredConstant constant = Small.op(graph, "b").constant(ConstantRole.WEIGHT);
    assertThat(constant.quantization()).isEmpty();
    assertThat(constant.value().toFloats()).containsExactly(2);
  }

  @Test
  void a_border_is_crossed_once_for_all_readers() {
    LoweredGraph graph =
        quantized(
            sum()
                .apply("a", new Sigmoid())
                .from("sum")
                .apply("b", new Sigmoid())
                .from("a", "a")
                .apply("c", new Add())
                .from("c", "a")
                .apply("d", new Add()),
            Map.of("input", BYTE, "sum", BYTE, "a", BYTE, "c", BYTE, "d", BYTE));

    assertThat(listing(graph))
        .containsExactly(
            "Add(input, input) -> sum",
            "(sum) -> sum.float",
            "Sigmoid(sum.float) -> a",
            "Sigmoid(sum.float) -> b",
            "(a) -> a.int8",
            "Add(a.int8, a.int8) -> c",
            "Add(c, a.int8) -> d");
  }

  @Test
  void a_border_to_integers_needs_a_range() {
    assertThatThrownBy(
            () ->
                quantized(
                    graph(1).apply("island", new Sigmoid()).apply("y", new Relu()),
                    Map.of("input", BYTE, "y", range(0, 1))))
        .hasMessageContaining("tensor island");
  }

  @Test
  void a_conversions_name_is_one_that_no_tensor_has() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("input.float", new Relu()).from("input").apply("y", new Sigmoid()),
            Map.of("input", BYTE, "input.float", range(0, 1)));

    assertThat(listing(graph))
        .containsExactly(
            "Relu(input) -> input.float", "(input) -> input.float_", "Sigmoid(input.float_) -> y");
  }

  @Test
  void an_island_keeps_the_layout_of_the_image_that_it_reads() {
    LoweredGraph graph =
        quantized(
            graph(2, 2, 2)
                .apply("conv", Conv2d.padded(0), weight(dims(2, 2, 1, 1), 1, 2, 3, 4))
                .apply("island", new Sigmoid())
                .apply("mean", new GlobalAvgPool()),
            Map.of("input", BYTE, "conv", BYTE, "island", BYTE, "mean", BYTE));

    LoweredGraph placed = new LayOut().apply(graph);

    assertThat(listing(placed)).startsWith(listing(graph).toArray(String[]::new)).hasSize(6);
    assertThat(placed.value("conv.float").layout()).isEqualTo(MemoryLayout.CHANNELS_LAST);
    assertThat(placed.value("island.int8").layout()).isEqualTo(MemoryLayout.CHANNELS_LAST);
    assertThat(listing(placed)).last().isEqualTo("(mean) -> mean.logical");
  }

  private static GraphBuilder sum() {
    return graph(1).from("input", "input").apply("sum", new Add());
  }

  private LoweredGraph quantized(GraphBuilder builder, Map<String, ValueRange> ranges) {
    return new Quantize(profile).apply(LoweredGraph.of(built(builder).withRanges(ranges)));
  }
}
