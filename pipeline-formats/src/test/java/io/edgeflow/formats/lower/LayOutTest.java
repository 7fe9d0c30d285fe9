package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.MemoryLayout.CHANNELS_LAST;
import static io.edgeflow.formats.lower.MemoryLayout.LOGICAL;
import static io.edgeflow.formats.lower.Small.NORM;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.giving;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.norm;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.operand;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Reduction.ReduceSum;
import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where values lie and which transposes are inserted; {@link Device} checks what is computed. */
class LayOutTest {
  @Test
  void an_image_comes_channels_last_and_operators_that_take_any_order_follow_it() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 1, 2))
                .apply("relu", new Relu())
                .apply("pad", new Pad(List.of(0, 1, 0), List.of(1, 0, 0)))
                .from("pad", "pad")
                .apply("joined", new Concat(1))
                .apply("mean", new GlobalAvgPool())
                .apply("flat", new Reshape(List.of(6))));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "input", "conv", "relu", "pad", "joined", "mean"))
        .containsOnly(CHANNELS_LAST);
    assertThat(layouts(placed, "flat")).containsExactly(LOGICAL);
  }

  @Test
  void an_image_that_the_model_gives_is_brought_to_logical_order() {
    LoweredGraph placed = placed(lowered(convolution(graph(2, 1, 2))));

    assertThat(conversions(placed)).containsExactly("(conv) -> conv.logical");
    assertThat(placed.outputs()).containsExactly("conv.logical");
    assertThat(layouts(placed, "conv", "conv.logical")).containsExactly(CHANNELS_LAST, LOGICAL);
  }

  @Test
  void an_output_that_another_operator_reads_in_logical_order_is_transposed_once() {
    LoweredGraph graph =
        LoweredGraph.of(
            giving(convolution(graph(2, 1, 2)).apply("scores", new Softmax()), "conv", "scores"));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).containsExactly("(conv) -> conv.logical");
    assertThat(placed.outputs()).containsExactly("conv.logical", "scores");
  }

  @Test
  void a_model_that_gives_the_image_that_it_takes_gives_it_in_logical_order() {
    LoweredGraph graph =
        LoweredGraph.of(giving(graph(2, 1, 2).apply("relu", new Relu()), "input", "relu"));

    LoweredGraph placed = placed(graph);

    assertThat(placed.outputs()).containsExactly("input.logical", "relu.logical");
  }

  @Test
  void attention_of_four_axes_is_no_image_and_needs_no_transpose_of_ours() {
    LoweredGraph graph =
        lowered(
            graph(3, 4)
                .apply("split", new Reshape(List.of(3, 2, 2)))
                .apply("heads", Transpose.by(0, 2, 1, 3))
                .apply("scores", new Softmax())
                .apply("mixed", new Linear(), weight(dims(2, 2), 1, 2, 3, 4))
                .from("mixed", "heads")
                .apply("sum", new Add())
                .apply("back", Transpose.by(0, 2, 1, 3))
                .apply("joined", new Reshape(List.of(3, 4))));

    LoweredGraph placed = placed(graph);

    assertThat(listing(placed)).isEqualTo(listing(graph));
    assertThat(placed.values().values()).allMatch(value -> value.layout() == LOGICAL);
  }

  @Test
  void an_operator_on_the_last_axis_of_an_image_forces_a_transpose() {
    LoweredGraph graph = lowered(convolution(graph(2, 1, 2)).apply("scores", new Softmax()));

    LoweredGraph placed = placed(graph);

    assertThat(listing(placed))
        .containsExactly(
            "Conv2d(input) -> conv", "(conv) -> conv.logical", "Softmax(conv.logical) -> scores");
  }

  @Test
  void two_readers_share_a_transpose() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 1, 2))
                .apply("a", new Softmax())
                .from("conv")
                .apply("b", new Softmax())
                .from("a", "b")
                .apply("sum", new Add()));

    assertThat(conversions(placed(graph))).containsExactly("(conv) -> conv.logical");
  }

  @Test
  void a_transpose_of_the_graph_gives_the_order_that_image_operators_behind_it_want() {
    LoweredGraph graph =
        lowered(
            convolution(
                    graph(1, 2, 2).apply("turned", Transpose.by(0, 3, 1, 2)).apply("r", new Relu()))
                .apply("mean", new GlobalAvgPool())
                .apply("flat", new Reshape(List.of(2))));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "turned", "r")).containsOnly(CHANNELS_LAST);
  }

  @Test
  void a_transpose_takes_any_order_and_gives_logical_order_where_no_image_is_wanted() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 1, 2))
                .apply("turned", Transpose.by(0, 3, 1, 2))
                .apply("scores", new Softmax()));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "turned")).containsExactly(LOGICAL);
  }

  @Test
  void a_series_that_operators_on_channels_read_lies_as_it_came() {
    LoweredGraph graph =
        lowered(
            graph(2, 3)
                .apply("turned", Transpose.by(0, 2, 1))
                .apply("norm", NORM, norm(counting(3), counting(3)))
                .apply("sum", new Add(), operand(dims(3, 2), counting(6)))
                .apply("back", Transpose.by(0, 2, 1)));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "turned", "norm", "sum")).containsOnly(CHANNELS_LAST);
    assertThat(numbers(placed, "sum", OPERAND)).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void a_series_in_logical_order_is_transposed_for_an_operator_on_channels() {
    LoweredGraph graph =
        lowered(
            graph(2, 3)
                .apply("relu", new Relu())
                .apply("norm", NORM, norm(counting(2), counting(2)))
                .apply("back", Transpose.by(0, 2, 1)));

    assertThat(conversions(placed(graph))).containsExactly("(relu) -> relu.channels_last");
  }

  @Test
  void a_new_axis_of_space_leaves_the_channels_last() {
    LoweredGraph graph =
        lowered(
            convolution(
                    graph(3, 2)
                        .apply("turned", Transpose.by(0, 2, 1))
                        .apply("wide", new Unsqueeze(List.of(2))))
                .apply("narrow", new Squeeze(List.of(2)))
                .apply("norm", NORM, norm(counting(2), counting(2)))
                .apply("flat", new Flatten())
                .apply("fc", new Linear(), weight(dims(1, 6), counting(6))));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "turned", "wide", "conv", "narrow", "norm"))
        .containsOnly(CHANNELS_LAST);
    assertThat(numbers(placed, "fc", WEIGHT)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void without_its_space_an_image_lies_in_logical_order() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 1, 2))
                .apply("mean", new GlobalAvgPool())
                .apply("vector", new Squeeze(List.of(2, 3))));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "mean", "vector")).containsExactly(CHANNELS_LAST, LOGICAL);
  }

  @Test
  void without_its_only_channel_an_image_lies_in_logical_order() {
    LoweredGraph graph = lowered(graph(1, 2, 3).apply("map", new Squeeze(List.of(1))));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "map")).containsExactly(LOGICAL);
  }

  @Test
  void a_reduction_leaves_the_other_axes_as_they_lie() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 2, 2))
                .apply("rows", new ReduceSum(List.of(3), false))
                .apply("mean", new ReduceMean(List.of(2), false)));
    LoweredGraph map =
        lowered(convolution(graph(2, 2, 2)).apply("map", new ReduceSum(List.of(1), false)));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "rows", "mean")).containsExactly(CHANNELS_LAST, LOGICAL);
    assertThat(conversions(placed(map))).isEmpty();
  }

  @Test
  void an_axis_before_the_channels_forces_a_transpose() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 1, 2))
                .apply("line", new Squeeze(List.of(2)))
                .apply("other", new Unsqueeze(List.of(1)))
                .apply("scores", new Softmax()));

    assertThat(conversions(placed(graph))).hasSize(1);
  }

  @Test
  void a_reshape_to_an_image_of_one_channel_is_one_to_channels_last() {
    LoweredGraph graph =
        lowered(
            graph(6)
                .apply("image", new Reshape(List.of(1, 2, 3)))
                .apply("conv", Conv2d.padded(0), weight(dims(2, 1, 1, 1), 2, 3))
                .apply("mean", new GlobalAvgPool())
                .apply("flat", new Reshape(List.of(2))));

    LoweredGraph placed = placed(graph);

    assertThat(conversions(placed)).isEmpty();
    assertThat(layouts(placed, "image")).containsExactly(CHANNELS_LAST);
  }

  @Test
  void a_reshape_to_an_image_of_several_channels_forces_a_transpose() {
    LoweredGraph graph =
        lowered(
            convolution(graph(6).apply("image", new Reshape(List.of(2, 1, 3))))
                .apply("mean", new GlobalAvgPool())
                .apply("flat", new Reshape(List.of(2))));

    assertThat(conversions(placed(graph))).containsExactly("(image) -> image.channels_last");
  }

  @Test
  void an_image_and_a_tensor_in_logical_order_meet_channels_last() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 1, 2))
                .apply("scores", new Softmax())
                .from("scores", "conv")
                .apply("sum", new Add())
                .apply("mean", new GlobalAvgPool())
                .apply("flat", new Reshape(List.of(2))));

    assertThat(conversions(placed(graph)))
        .containsExactly("(conv) -> conv.logical", "(scores) -> scores.channels_last");
  }

  @Test
  void a_constant_operand_lies_as_the_image_that_it_is_added_to() {
    LoweredGraph graph =
        lowered(graph(2, 1, 3).apply("sum", new Add(), operand(dims(2, 1, 3), counting(6))));

    LoweredGraph placed = placed(graph);

    assertThat(numbers(placed, "sum", OPERAND)).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(Small.op(placed, "sum").constant(OPERAND).value().dims()).containsExactly(1, 3, 2);
  }

  @Test
  void a_constant_operand_of_a_vector_stays() {
    LoweredGraph graph = lowered(graph(2).apply("sum", new Add(), operand(dims(2), 1, 2)));

    assertThat(placed(graph)).isEqualTo(graph);
  }

  @Test
  void a_transposes_name_is_one_that_no_tensor_has() {
    LoweredGraph graph =
        lowered(
            convolution(graph(2, 1, 2))
                .apply("conv.logical", new Relu())
                .from("conv")
                .apply("scores", new Softmax())
                .from("conv.logical", "scores")
                .apply("sum", new Add()));

    assertThat(conversions(placed(graph))).contains("(conv) -> conv.logical_");
  }

  static LoweredGraph placed(LoweredGraph graph) {
    LoweredGraph placed = new LayOut().apply(graph);
    float[] x = counting(graph.signature().inputShape().elementsPerSample());
    for (int i = 0; i < graph.outputs().size(); i++) {
      assertThat(placed.value(placed.outputs().get(i)).layout()).isEqualTo(LOGICAL);
      assertThat(Device.output(i, placed, x)).isEqualTo(Device.output(i, graph, x));
    }
    return placed;
  }

  static List<String> conversions(LoweredGraph graph) {
    return listing(graph).stream().filter(op -> op.startsWith("(")).toList();
  }

  private static List<MemoryLayout> layouts(LoweredGraph graph, String... values) {
    return List.of(values).stream().map(name -> graph.value(name).layout()).toList();
  }

  private static GraphBuilder convolution(GraphBuilder builder) {
    return builder.apply("conv", Conv2d.padded(0), weight(dims(2, 2, 1, 1), 1, 2, 3, 4));
  }
}
