package io.edgeflow.core.graph;

import static io.edgeflow.core.graph.op.ConstantRole.BETA;
import static io.edgeflow.core.graph.op.ConstantRole.GAMMA;
import static io.edgeflow.core.graph.op.ConstantRole.MEAN;
import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.core.graph.op.ConstantRole.VARIANCE;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureOrderTest {
  /** Of 2 channels of 1x3: pixel by pixel, channel by channel. */
  private static final int[] ORDER = {0, 3, 1, 4, 2, 5};

  private static GraphBuilder image() {
    return new GraphBuilder("image", Shape.batchOf(2, 1, 3));
  }

  private static GraphBuilder flattened() {
    return image().apply("flat", new Flatten());
  }

  private static Map<ConstantRole, Constant> weight(int rows, int columns) {
    return Map.of(WEIGHT, Constants.trainable(rows, columns));
  }

  private static FeatureOrder of(GraphBuilder builder) {
    return FeatureOrder.of(builder.build(null, null));
  }

  @Test
  void a_flattened_image_behind_a_weight_keeps_the_order_of_its_pixels() {
    FeatureOrder order = of(flattened().apply("fc", new Linear(), weight(4, 6)));

    assertThat(order.of("flat")).contains(ORDER);
    assertThat(order.of("input")).isEmpty();
    assertThat(order.of("fc")).isEmpty();
  }

  @Test
  void a_reshape_to_a_vector_is_a_flatten() {
    FeatureOrder order =
        of(
            image()
                .apply("vector", new Reshape(List.of(6)))
                .apply("fc", new Linear(), weight(4, 6)));

    assertThat(order.of("vector")).contains(ORDER);
  }

  @Test
  void operators_that_treat_each_feature_alone_hand_the_order_on() {
    Map<ConstantRole, Constant> six =
        Map.of(
            GAMMA, Constants.trainable(6),
            BETA, Constants.trainable(6),
            MEAN, Constants.trainable(6),
            VARIANCE, Constants.trainable(6));

    FeatureOrder order =
        of(
            flattened()
                .apply("relu", new Relu())
                .apply("norm", new BatchNorm(1e-5f, 0.1f), six)
                .apply("drop", new Dropout(0.5f))
                .apply("fc", new Linear(), weight(4, 6))
                .apply("act", new Relu()));

    for (String tensor : List.of("flat", "relu", "norm", "drop")) {
      assertThat(order.of(tensor)).as(tensor).contains(ORDER);
    }
    assertThat(order.of("act")).isEmpty();
  }

  static Stream<Op> inLogicalOrder() {
    return Stream.of(
        new Reshape(List.of(6)),
        new Reshape(List.of(2, 3)),
        new Flatten(),
        Transpose.by(0, 1),
        new Softmax(),
        new Pad(List.of(0), List.of(0)));
  }

  @ParameterizedTest
  @MethodSource("inLogicalOrder")
  void an_operator_that_asks_where_a_feature_stands_gets_logical_order(Op op) {
    int columns = op.equals(new Reshape(List.of(2, 3))) ? 3 : 6;

    FeatureOrder order =
        of(flattened().apply("asks", op).apply("fc", new Linear(), weight(4, columns)));

    assertThat(order.of("flat")).isEmpty();
    assertThat(order.of("asks")).isEmpty();
  }

  @Test
  void one_reader_in_logical_order_is_enough() {
    GraphBuilder builder =
        flattened()
            .apply("relu", new Relu())
            .apply("fc", new Linear(), weight(6, 6))
            .from("relu")
            .apply("scores", new Softmax())
            .from("fc", "scores")
            .apply("sum", new Add());

    assertThat(of(builder).of("flat")).isEmpty();
    assertThat(of(builder).of("relu")).isEmpty();
  }

  @Test
  void a_second_input_is_a_reader_too() {
    GraphBuilder builder =
        flattened()
            .apply("fc", new Linear(), weight(6, 6))
            .from("fc", "flat")
            .apply("sum", new Add())
            .apply("last", new Linear(), weight(4, 6));

    assertThat(of(builder).of("flat")).isEmpty();
  }

  @Test
  void tensors_that_come_together_stay_in_logical_order() {
    GraphBuilder builder =
        flattened()
            .from("input")
            .apply("other", new Flatten())
            .from("flat", "other")
            .apply("both", new Concat(1))
            .apply("fc", new Linear(), weight(4, 12));

    assertThat(of(builder).of("flat")).isEmpty();
    assertThat(of(builder).of("other")).isEmpty();
    assertThat(of(builder).of("both")).isEmpty();
  }

  @Test
  void a_constant_for_each_feature_is_in_logical_order() {
    GraphBuilder builder =
        flattened()
            .apply("scaled", new Mul(), Map.of(OPERAND, Constants.trainable(6)))
            .apply("fc", new Linear(), weight(4, 6));

    assertThat(of(builder).of("flat")).isEmpty();
  }

  @Test
  void what_the_model_gives_or_nothing_reads_is_in_logical_order() {
    assertThat(of(flattened()).of("flat")).isEmpty();
    assertThat(of(flattened().apply("relu", new Relu())).of("flat")).isEmpty();
    GraphBuilder unread = flattened().from("input").apply("fc", new Linear(), weight(4, 3));
    assertThat(of(unread).of("flat")).isEmpty();
  }

  @Test
  void an_output_that_a_weight_reads_as_well_is_in_logical_order() {
    ModelGraph graph = flattened().apply("fc", new Linear(), weight(4, 6)).build(null, null);

    FeatureOrder order = FeatureOrder.of(graph.nodes(), graph::shape, "flat"::equals);

    assertThat(order.of("flat")).isEmpty();
    assertThat(FeatureOrder.of(graph.nodes(), graph::shape, "fc"::equals).of("flat"))
        .contains(ORDER);
  }

  @Test
  void only_a_flattened_image_has_an_order() {
    Linear linear = new Linear();

    FeatureOrder rows =
        of(
            new GraphBuilder("rows", Shape.batchOf(2, 3))
                .apply("flat", new Flatten())
                .apply("fc", linear, weight(4, 6)));
    FeatureOrder matrix =
        of(image().apply("matrix", new Reshape(List.of(2, 3))).apply("fc", linear, weight(4, 3)));

    assertThat(rows.of("flat")).isEmpty();
    assertThat(matrix.of("matrix")).isEmpty();
    assertThat(of(image().apply("fc", linear, weight(4, 3))).of("input")).isEmpty();
  }

  static Stream<GraphBuilder> fourAxesNoImage() {
    return Stream.of(
        new GraphBuilder("heads", Shape.batchOf(6)).apply("x", new Reshape(List.of(2, 1, 3))),
        image().apply("x", new Linear(), weight(3, 3)),
        image().apply("x", new Softmax()),
        image().apply("moved", Transpose.by(0, 3, 2, 1)).apply("x", Transpose.by(0, 3, 2, 1)));
  }

  @ParameterizedTest
  @MethodSource("fourAxesNoImage")
  void four_axes_that_no_image_operator_gives_are_no_image(GraphBuilder builder) {
    FeatureOrder order =
        of(
            builder
                .apply("relu", new Relu())
                .apply("flat", new Flatten())
                .apply("fc", new Linear(), weight(4, 6)));

    assertThat(order.of("flat")).isEmpty();
  }

  @Test
  void image_operators_give_images_and_so_do_those_that_take_any_layout() {
    GraphBuilder builder =
        image()
            .apply("heads", new Linear(), weight(3, 3))
            .apply("pool", new MaxPool2d(Size.square(1), Size.square(1)))
            .from("heads", "pool")
            .apply("sum", new Add())
            .apply("padded", Pad.image(Pads.NONE, 0))
            .apply("flat", new Flatten())
            .apply("fc", new Linear(), weight(4, 6));

    assertThat(of(builder).of("flat")).contains(ORDER);
  }

  @Test
  void a_series_that_an_operator_on_channels_gives_has_an_order() {
    Map<ConstantRole, Constant> norm =
        Map.of(
            GAMMA, Constants.trainable(2),
            BETA, Constants.trainable(2),
            MEAN, Constants.trainable(2),
            VARIANCE, Constants.trainable(2));

    FeatureOrder order =
        of(
            new GraphBuilder("series", Shape.batchOf(2, 3))
                .apply("norm", new BatchNorm(1e-5f, 0.1f), norm)
                .apply("relu", new Relu())
                .apply("flat", new Flatten())
                .apply("fc", new Linear(), weight(4, 6)));

    assertThat(order.of("flat")).contains(ORDER);
  }

  @Test
  void an_image_that_loses_an_axis_of_space_keeps_its_channels() {
    GraphBuilder line =
        image()
            .apply("pool", new MaxPool2d(Size.square(1), Size.square(1)))
            .apply("line", new Squeeze(List.of(2)));
    GraphBuilder turned =
        image()
            .apply("pool", new MaxPool2d(Size.square(1), Size.square(1)))
            .apply("line", new Squeeze(List.of(2)))
            .apply("other", new Unsqueeze(List.of(1)));

    for (GraphBuilder builder : List.of(line, turned)) {
      builder.apply("flat", new Flatten()).apply("fc", new Linear(), weight(4, 6));
    }

    assertThat(of(line).of("flat")).contains(ORDER);
    assertThat(of(turned).of("flat")).isEmpty();
  }

  @Test
  void the_order_is_a_copy() {
    FeatureOrder order = of(flattened().apply("fc", new Linear(), weight(4, 6)));

    order.of("flat").orElseThrow()[0] = 7;

    assertThat(order.of("flat")).contains(ORDER);
  }

  @Test
  void channels_last_by_hand() {
    // Two channels of 2x3: 0 1 2 / 3 4 5 and 6 7 8 / 9 10 11.
    assertThat(FeatureOrder.channelsLast(2, 2, 3))
        .containsExactly(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11);
  }

  @Test
  void columns_are_reordered_in_every_row() {
    float[] logical = {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15};

    assertThat(FeatureOrder.toMemory(logical, ORDER))
        .containsExactly(0, 3, 1, 4, 2, 5, 10, 13, 11, 14, 12, 15);
    assertThat(FeatureOrder.toLogical(logical, ORDER))
        .containsExactly(0, 2, 4, 1, 3, 5, 10, 12, 14, 11, 13, 15);
  }

  @Test
  void memory_and_logical_order_are_inverse() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 100; i++) {
      int[] order =
          FeatureOrder.channelsLast(
              1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(5));
      float[] matrix = new float[order.length * (1 + random.nextInt(3))];
      for (int j = 0; j < matrix.length; j++) {
        matrix[j] = j;
      }

      assertThat(FeatureOrder.toLogical(FeatureOrder.toMemory(matrix, order), order))
          .isEqualTo(matrix);
    }
  }
}
