package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.graph.op.Selection;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.UnitAxis;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.graph.op.Window;
import io.edgeflow.formats.lower.KernelTraits;
import io.edgeflow.formats.lower.MemoryLayout;
import io.edgeflow.formats.lower.ScaleRule;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TfliteProfileTest {
  private final TfliteProfile profile = new TfliteProfile();

  static List<Op> kernelsThatClamp() {
    return List.of(
        Weighted.Conv1d.padded(Ends.NONE),
        Weighted.Conv2d.padded(0),
        new Weighted.Linear(),
        new Elementwise.Add(),
        new Elementwise.Mul(),
        new Elementwise.Sub());
  }

  static List<Op> poolings() {
    return List.of(
        new Pooling.MaxPool2d(Size.square(2), Size.square(2)),
        new Pooling.AvgPool2d(Size.square(2), Size.square(2)));
  }

  static List<Op> kernelsThatKeepTheScale() {
    return List.of(
        new Arrangement.Flatten(),
        new Arrangement.Reshape(List.of(1)),
        Arrangement.Transpose.by(0, 2, 1),
        new UnitAxis.Squeeze(List.of(1)),
        new UnitAxis.Unsqueeze(List.of(1)),
        Selection.Slice.of(1, 0, 1),
        new Arrangement.Pad(List.of(1), List.of(1)));
  }

  static List<Op> operatorsWithoutAKernel() {
    return List.of(
        new Normalization.BatchNorm(0, 0.1f),
        new Elementwise.Dropout(0.5f),
        new Nonlinearity.Erf(),
        new Nonlinearity.Silu(),
        Nonlinearity.HardSigmoid.SIXTH,
        new Elementwise.Clip(0f, 1f));
  }

  @ParameterizedTest
  @MethodSource("kernelsThatClamp")
  void these_have_an_output_of_its_own_range_and_carry_out_clamps(Op op) {
    KernelTraits traits = op.accept(profile);

    assertThat(traits.scale()).isEqualTo(ScaleRule.OWN_RANGE);
    assertThat(traits.fuses()).containsExactlyInAnyOrder(Activation.RELU, Activation.RELU6);
    assertThat(traits.floats() && traits.int8()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("kernelsThatKeepTheScale")
  void these_give_the_scale_that_they_take(Op op) {
    assertThat(op.accept(profile).scale()).isEqualTo(ScaleRule.KEEPS);
    assertThat(op.accept(profile).fuses()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("poolings")
  void a_pooling_gives_the_scale_that_it_takes_and_carries_out_clamps(Op op) {
    KernelTraits traits = op.accept(profile);

    assertThat(traits.scale()).isEqualTo(ScaleRule.KEEPS);
    assertThat(traits.fuses()).containsExactlyInAnyOrder(Activation.RELU, Activation.RELU6);
  }

  @Test
  void these_prescribe_the_scale() {
    KernelTraits bytes = KernelTraits.fixed(new QuantParams(0.00390625f, -128));

    assertThat(new Elementwise.Sigmoid().accept(profile)).isEqualTo(bytes);
    assertThat(new Normalization.Softmax().accept(profile)).isEqualTo(bytes);
    assertThat(new Nonlinearity.Tanh().accept(profile))
        .isEqualTo(KernelTraits.fixed(new QuantParams(0.0078125f, 0)));
  }

  @Test
  void a_clip_of_one_end_keeps_the_scale_and_that_of_a_relu_does_not() {
    assertThat(new Elementwise.Clip(0.5f, null).accept(profile).scale()).isEqualTo(ScaleRule.KEEPS);
    assertThat(new Elementwise.Clip(null, 1f).accept(profile).scale()).isEqualTo(ScaleRule.KEEPS);
    assertThat(
            List.of(
                new Elementwise.Clip(0f, null),
                new Elementwise.Clip(0f, 6f),
                new Elementwise.Clip(-1f, 1f)))
        .allMatch(op -> op.accept(profile).scale() == ScaleRule.OWN_RANGE);
  }

  @Test
  void a_quotient_is_computed_in_floats_and_clamped() {
    assertThat(new Elementwise.Div().accept(profile))
        .isEqualTo(KernelTraits.floatsOnly(Set.of(Activation.RELU, Activation.RELU6)));
  }

  @ParameterizedTest
  @MethodSource("operatorsWithoutAKernel")
  void these_have_to_be_replaced(Op op) {
    assertThat(op.accept(profile)).isEqualTo(KernelTraits.NONE);
  }

  @Test
  void normalizations_of_a_sample_and_recurrent_layers_are_put_together_in_floats() {
    assertThat(new Normalization.LayerNorm(0, 1).accept(profile))
        .isEqualTo(KernelTraits.floatParts());
    assertThat(new Normalization.InstanceNorm(0).accept(profile))
        .isEqualTo(KernelTraits.floatParts());
    assertThat(new Recurrent.Lstm(1, false, Returns.LAST).accept(profile))
        .isEqualTo(KernelTraits.floatParts());
    assertThat(new Recurrent.Gru(1, false, Returns.LAST).accept(profile))
        .isEqualTo(KernelTraits.floatParts());
    assertThat(new Elementwise.Rsqrt().accept(profile)).isEqualTo(KernelTraits.floatsOnly());
  }

  @Test
  void all_inputs_of_a_concatenation_have_one_scale() {
    assertThat(new Arrangement.Concat(1).accept(profile).scale())
        .isEqualTo(ScaleRule.ALL_INPUTS_ONE);
  }

  @Test
  void a_kernel_pads_as_much_as_keeps_the_size_or_nothing() {
    Size image = Size.square(4);
    Size reach = Size.square(3);
    Size one = Size.square(1);

    assertThat(profile.pads(new Window(image, reach, one, Pads.NONE))).isTrue();
    assertThat(profile.pads(new Window(image, reach, one, Pads.all(1)))).isTrue();
    assertThat(profile.pads(new Window(image, reach, one, Pads.all(2)))).isFalse();
    // With a stride of 2 the one odd row belongs below.
    assertThat(profile.pads(new Window(image, reach, Size.square(2), Pads.all(1)))).isFalse();
    assertThat(profile.pads(new Window(image, reach, Size.square(2), new Pads(0, 0, 1, 1))))
        .isTrue();
  }

  @Test
  void a_kernel_that_leaves_out_columns_pads_no_rows() {
    Size columns = new Size(3, 1);

    // TensorFlow's SAME, which XNNPACK computes wrongly: the last of 8 columns has no window.
    assertThat(
            profile.pads(new Window(Size.square(8), columns, new Size(1, 2), new Pads(1, 0, 1, 0))))
        .isFalse();
    assertThat(
            profile.pads(new Window(new Size(8, 7), columns, new Size(1, 2), new Pads(1, 0, 1, 0))))
        .isTrue();
  }

  @Test
  void what_else_the_runtime_wants() {
    assertThat(profile.name()).isEqualTo("tflite");
    assertThat(profile.scheme()).isEqualTo(QuantScheme.TFLITE);
    assertThat(profile.imageLayout()).isEqualTo(MemoryLayout.CHANNELS_LAST);
    assertThat(profile.wantsBias()).isTrue();
    assertThat(profile.takesSeries()).isFalse();
    assertThat(profile.takesAnyTransposed()).isFalse();
    assertThat(profile.takesGroups()).isFalse();
    assertThat(profile.linearOnAnyRank()).isTrue();
    assertThat(profile.exchangesSecond()).isTrue();
    assertThat(profile.alongAnyAxis()).isFalse();
    assertThat(profile.reshapesInPlace()).isTrue();
  }
}
