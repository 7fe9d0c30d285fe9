package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Product;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxProfileTest {
  private final OnnxProfile profile = new OnnxProfile(Precision.INT8);

  static List<Op> kernelsThatClamp() {
    return List.of(
        Weighted.Conv1d.padded(Ends.NONE),
        Weighted.Conv2d.padded(0),
        new Weighted.Linear(),
        new Elementwise.Add(),
        new Elementwise.Mul(),
        new Arrangement.Concat(1),
        new Product.MatMul(true));
  }

  static List<Op> kernelsThatKeepTheScale() {
    return List.of(
        new Pooling.MaxPool2d(Size.square(2), Size.square(2)),
        new Pooling.AvgPool2d(Size.square(2), Size.square(2)),
        new Arrangement.Flatten(),
        new Arrangement.Reshape(List.of(1)),
        Arrangement.Transpose.by(0, 2, 1),
        new UnitAxis.Squeeze(List.of(1)),
        new UnitAxis.Unsqueeze(List.of(1)),
        Selection.Slice.of(1, 0, 1),
        new Arrangement.Pad(List.of(1), List.of(1)));
  }

  static List<Op> withoutKernelsForIntegers() {
    return List.of(
        new Nonlinearity.Tanh(),
        new Nonlinearity.Erf(),
        new Nonlinearity.HardSwish(),
        Nonlinearity.HardSigmoid.SIXTH,
        new Elementwise.PRelu(),
        new Elementwise.Sub(),
        new Elementwise.Div());
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
  void these_give_the_scale_that_they_take_but_with_a_clamp(Op op) {
    KernelTraits traits = op.accept(profile);

    assertThat(traits.scale()).isEqualTo(ScaleRule.KEEPS_UNLESS_ACTIVATED);
    assertThat(traits.fuses()).containsExactlyInAnyOrder(Activation.RELU, Activation.RELU6);
  }

  @Test
  void an_activation_is_a_node_of_its_own_among_floats() {
    OnnxProfile floats = new OnnxProfile(Precision.FP32);

    kernelsThatClamp().forEach(op -> assertThat(op.accept(floats).fuses()).isEmpty());
  }

  @Test
  void a_sigmoid_has_the_scale_of_its_range_and_a_softmax_a_fixed_one() {
    assertThat(new Elementwise.Sigmoid().accept(profile).scale()).isEqualTo(ScaleRule.OWN_RANGE);
    assertThat(new Normalization.Softmax().accept(profile))
        .isEqualTo(KernelTraits.fixed(new QuantParams((float) (1 / 255.0), 0)));
  }

  @ParameterizedTest
  @MethodSource("withoutKernelsForIntegers")
  void these_are_islands_of_floats(Op op) {
    assertThat(op.accept(profile)).isEqualTo(KernelTraits.floatsOnly());
  }

  @Test
  void a_gelu_is_an_island_of_its_parts() {
    assertThat(new Nonlinearity.Gelu(Nonlinearity.Approximation.NONE).accept(profile))
        .isEqualTo(KernelTraits.floatParts());
  }

  @Test
  void a_batch_normalization_is_computed_in_floats_only() {
    assertThat(new Normalization.BatchNorm(0, 0.1f).accept(profile))
        .isEqualTo(KernelTraits.floatsOnly());
    assertThat(new Elementwise.Dropout(0.5f).accept(profile)).isEqualTo(KernelTraits.NONE);
  }

  @Test
  void normalizations_of_a_sample_and_recurrent_layers_are_computed_in_floats_only() {
    assertThat(new Normalization.LayerNorm(0, 1).accept(profile))
        .isEqualTo(KernelTraits.floatsOnly());
    assertThat(new Normalization.InstanceNorm(0).accept(profile))
        .isEqualTo(KernelTraits.floatsOnly());
    assertThat(new Recurrent.Lstm(1, false, Returns.LAST).accept(profile))
        .isEqualTo(KernelTraits.floatsOnly());
    assertThat(new Recurrent.Gru(1, false, Returns.LAST).accept(profile))
        .isEqualTo(KernelTraits.floatsOnly());
    assertThat(new Elementwise.Rsqrt().accept(profile)).isEqualTo(KernelTraits.floatsOnly());
  }

  @Test
  void what_else_the_runtime_wants() {
    assertThat(profile.name()).isEqualTo("onnx");
    assertThat(profile.scheme()).isEqualTo(QuantScheme.ORT_QDQ);
    assertThat(profile.imageLayout()).isEqualTo(MemoryLayout.LOGICAL);
    assertThat(profile.wantsBias()).isFalse();
    assertThat(profile.takesSeries()).isTrue();
    assertThat(profile.takesAnyTransposed()).isTrue();
    assertThat(profile.takesGroups()).isTrue();
    assertThat(profile.linearOnAnyRank()).isFalse();
    assertThat(profile.alongAnyAxis()).isTrue();
    assertThat(profile.reshapesInPlace()).isFalse();
    assertThat(
            profile.pads(
                new Window(Size.square(4), Size.square(3), Size.square(1), new Pads(0, 1, 2, 3))))
        .isTrue();
  }
}
