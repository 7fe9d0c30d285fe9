package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.ConstantRole.BETA;
import static io.edgeflow.core.graph.op.ConstantRole.GAMMA;
import static io.edgeflow.core.graph.op.ConstantRole.MEAN;
import static io.edgeflow.core.graph.op.ConstantRole.VARIANCE;
import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static io.edgeflow.core.graph.op.OpFixture.visited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Normalization.InstanceNorm;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {
  private static final Shape IMAGE = Shape.batchOf(2, 5, 5);
  private static final BatchNorm NORM = new BatchNorm(5, 0.1f);

  private static Map<ConstantRole, Shape> constants() {
    Map<ConstantRole, Shape> constants = new EnumMap<>(ConstantRole.class);
    List.of(GAMMA, BETA, MEAN, VARIANCE).forEach(role -> constants.put(role, Shape.of(2)));
    return constants;
  }

  @Test
  void a_batch_norm_keeps_the_shape_of_images_and_of_vectors() {
    assertThat(NORM.shape(operands(IMAGE, constants()))).isEqualTo(IMAGE);
    assertThat(NORM.shape(operands(Shape.batchOf(2), constants()))).isEqualTo(Shape.batchOf(2));
  }

  @ParameterizedTest
  @EnumSource(names = {"GAMMA", "BETA", "MEAN", "VARIANCE"})
  void each_constant_has_a_number_for_each_channel(ConstantRole role) {
    Map<ConstantRole, Shape> constants = constants();
    constants.put(role, Shape.of(5));

    assertRefused(() -> NORM.shape(operands(IMAGE, constants)), role.id(), "[5]", "[2]");
  }

  @Test
  void an_input_without_channels_is_refused() {
    Operands batchOnly = operands(Shape.batchOf(), constants());

    assertRefused(() -> NORM.shape(batchOnly), "input", "[batch]", "rank 2 or more");
  }

  @Test
  void a_batch_norm_works_on_channels_with_four_constants() {
    assertThat(NORM.arity()).isEqualTo(Arity.ONE);
    assertThat(NORM.roles()).isEqualTo(ConstantRoles.of(GAMMA, BETA, MEAN, VARIANCE));
    assertThat(NORM.axes()).isEqualTo(AxisUse.CHANNEL);
    assertThat(NORM.weightAxis()).isEmpty();
    assertThat(NORM.macs(operands(IMAGE, constants()))).isZero();
    assertThat(visited(NORM)).isEqualTo("batchNorm");
  }

  @Test
  void a_batch_norm_is_a_factor_and_a_shift_for_each_channel() {
    Map<ConstantRole, float[]> values =
        Map.of(
            GAMMA, new float[] {6, -4},
            BETA, new float[] {1, 2},
            MEAN, new float[] {0.25f, -3},
            VARIANCE, new float[] {4, 11});

    ChannelAffine affine = NORM.channelAffine(values).orElseThrow();

    // sqrt(4 + 5) = 3, sqrt(11 + 5) = 4; 1 - 2 * 0.25 = 0.5, 2 - -1 * -3 = -1
    assertThat(affine.factor()).containsExactly(2, -1);
    assertThat(affine.shift()).containsExactly(0.5, -1);
  }

  @Test
  void the_factor_is_worked_out_in_double_precision() {
    Map<ConstantRole, float[]> values =
        Map.of(
            GAMMA, new float[] {1},
            BETA, new float[] {0},
            MEAN, new float[] {0},
            VARIANCE, new float[] {1});

    ChannelAffine affine = new BatchNorm(1e-8f, 0.1f).channelAffine(values).orElseThrow();

    assertThat(affine.factor()[0]).isBetween(1 - 6e-9, 1 - 4e-9);
  }

  @Test
  void a_constant_that_is_missing_is_named() {
    assertThatThrownBy(() -> NORM.channelAffine(Map.of(GAMMA, new float[1]))).hasMessage(BETA.id());
  }

  @Test
  void softmax_keeps_the_shape_and_works_on_the_last_axis() {
    Softmax softmax = new Softmax();

    assertThat(softmax.shape(operands(IMAGE))).isEqualTo(IMAGE);
    assertThat(softmax.arity()).isEqualTo(Arity.ONE);
    assertThat(softmax.roles()).isEqualTo(ConstantRoles.NONE);
    assertThat(softmax.axes()).isEqualTo(AxisUse.LAST);
    assertThat(softmax.channelAffine(Map.of())).isEmpty();
    assertThat(softmax.alongAxis()).isEmpty();
    assertThat(visited(softmax)).isEqualTo("softmax");
  }

  @Test
  void a_layer_norm_keeps_the_shape_and_wants_constants_of_the_sizes_of_its_axes() {
    LayerNorm rows = new LayerNorm(1e-5f, 1);
    LayerNorm planes = new LayerNorm(1e-5f, 2);
    Map<ConstantRole, Shape> five = Map.of(GAMMA, Shape.of(5), BETA, Shape.of(5));

    assertThat(rows.shape(operands(IMAGE, five))).isEqualTo(IMAGE);
    assertThat(planes.shape(operands(IMAGE))).isEqualTo(IMAGE);
    assertRefused(() -> planes.shape(operands(IMAGE, five)), "gamma", "[5]", "[5, 5]");
    assertRefused(
        () -> rows.shape(operands(IMAGE, Map.of(GAMMA, Shape.of(5), BETA, Shape.of(2)))),
        "beta",
        "[2]",
        "[5]");
  }

  @Test
  void a_layer_norm_has_both_constants_or_neither() {
    assertRefused(
        () -> new LayerNorm(0, 1).shape(operands(IMAGE, Map.of(GAMMA, Shape.of(5)))),
        "constants",
        "[GAMMA]",
        "gamma and beta or neither");
  }

  @Test
  void a_layer_norm_of_the_batch_or_of_no_axis_is_refused() {
    assertRefused(
        () -> new LayerNorm(0, 4).shape(operands(IMAGE)), "input", IMAGE, "rank 5 or more");
    assertThatThrownBy(() -> new LayerNorm(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A normalization of 0 axes");
  }

  @Test
  void a_layer_norm_tells_over_which_axes_and_along_which_its_numbers_differ() {
    LayerNorm norm = new LayerNorm(0.5f, 2);

    assertThat(norm.standardization(operands(IMAGE)))
        .contains(new Standardization(0.5f, 2, List.of(1, 5, 5)));
    assertThat(NORM.standardization(operands(IMAGE))).isEmpty();
    assertThat(norm.axes()).isEqualTo(AxisUse.LAST);
    assertThat(norm.macs(operands(IMAGE))).isZero();
    assertThat(visited(norm)).isEqualTo("layerNorm");
  }

  @Test
  void softmax_works_along_any_axis_of_the_sample() {
    Softmax channels = new Softmax(1);

    assertThat(channels.shape(operands(IMAGE))).isEqualTo(IMAGE);
    assertThat(channels.axes()).isEqualTo(AxisUse.NAMED);
    assertThat(channels.alongAxis()).hasValue(1);
    assertThat(channels.alongLast()).isEqualTo(new Softmax());
    assertRefused(() -> new Softmax(4).shape(operands(IMAGE)), "axis", 4, "below 4");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void softmax_along_the_batch_is_refused(int axis) {
    assertThatThrownBy(() -> new Softmax(axis))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A softmax along axis " + axis);
  }

  @Test
  void a_softmax_of_before_axes_could_be_chosen_is_read_as_one_along_the_last() {
    assertThat(Json.text(new Softmax())).isEqualTo("{\"op\":\"softmax\"}");
    assertThat(Json.read("{\"op\":\"softmax\"}", Op.class, "here")).isEqualTo(new Softmax());
    assertThat(Json.read(Json.text(new Softmax(2)), Op.class, "here")).isEqualTo(new Softmax(2));
  }

  @Test
  void what_works_along_no_axis_of_choice_says_so() {
    assertThat(NORM.alongAxis()).isEmpty();
    assertThatThrownBy(NORM::alongLast).hasMessageContaining("works along no axis of choice");
  }

  @Test
  void an_instance_norm_has_a_number_for_each_channel() {
    InstanceNorm norm = new InstanceNorm(0.5f);
    Map<ConstantRole, Shape> two = Map.of(GAMMA, Shape.of(2), BETA, Shape.of(2));

    assertThat(norm.shape(operands(IMAGE, two))).isEqualTo(IMAGE);
    assertThat(norm.standardization(operands(IMAGE)))
        .contains(new Standardization(0.5f, 2, List.of(2, 1, 1)));
    assertThat(norm.axes()).isEqualTo(AxisUse.CHANNEL);
    assertRefused(
        () -> norm.shape(operands(IMAGE, Map.of(GAMMA, Shape.of(5), BETA, Shape.of(5)))),
        "gamma",
        "[5]",
        "[2]");
    assertRefused(
        () -> norm.shape(operands(Shape.batchOf(2))), "input", "[batch, 2]", "rank 3 or more");
    assertThat(visited(norm)).isEqualTo("instanceNorm");
  }
}
