package io.edgeflow.formats.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.GraphBuilder.Part;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Graphs;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.lower.KernelPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantPlanTest {
  private static final ValueRange INPUT = new ValueRange(-1, 2);
  private static final ValueRange MIDDLE = new ValueRange(0, 3);
  private static final ValueRange SCORES = new ValueRange(-5, 6);

  /** conv, relu, pool, flatten, linear, softmax. */
  private static GraphBuilder network() {
    Graphs make = new Graphs(1);
    return new GraphBuilder("net", Shape.batchOf(1, 4, 4))
        .apply("conv", Op.Conv2d.padded(1), make.layer(2, 1, 3, 3))
        .apply("relu", new Op.Relu())
        .apply("pool", new Op.MaxPool2d(Op.Size.square(2), Op.Size.square(2)))
        .apply("flat", new Op.Flatten())
        .apply("fc", new Op.Linear(), make.layer(3, 8))
        .apply("softmax", new Op.Softmax());
  }

  private static QuantPlan plan(GraphBuilder builder, QuantScheme scheme, Object... ranges) {
    Map<String, ValueRange> byName = new java.util.LinkedHashMap<>();
    for (int i = 0; i < ranges.length; i += 2) {
      byName.put((String) ranges[i], (ValueRange) ranges[i + 1]);
    }
    ModelGraph graph = builder.build(List.of(), null).withRanges(byName);
    return QuantPlan.of(KernelPlan.of(graph), scheme);
  }

  @ParameterizedTest
  @EnumSource
  void every_tensor_gets_the_scale_that_its_operator_asks_for(QuantScheme scheme) {
    QuantPlan plan = plan(network(), scheme, "input", INPUT, "relu", MIDDLE, "fc", SCORES);

    assertThat(plan.activation("input")).isEqualTo(scheme.activation(INPUT));
    assertThat(plan.activation("relu")).isEqualTo(scheme.activation(MIDDLE));
    assertThat(plan.activation("pool")).isEqualTo(scheme.activation(MIDDLE));
    assertThat(plan.activation("flat")).isEqualTo(scheme.activation(MIDDLE));
    assertThat(plan.activation("fc")).isEqualTo(scheme.activation(SCORES));
    assertThat(plan.activation("softmax")).isEqualTo(scheme.softmaxOutput());
  }

  @ParameterizedTest
  @EnumSource
  void a_layer_is_quantized_by_the_scale_of_what_it_reads(QuantScheme scheme) {
    ModelGraph graph =
        network()
            .build(List.of(), null)
            .withRanges(Map.of("input", INPUT, "relu", MIDDLE, "fc", SCORES));
    KernelPlan kernels = KernelPlan.of(graph);
    Kernel fc =
        kernels.kernels().stream().filter(k -> k.output().equals("fc")).findFirst().orElseThrow();
    Tensor weight = graph.constant("fc.weight").value();
    Tensor bias = graph.constant("fc.bias").value();

    QuantPlan plan = QuantPlan.of(kernels, scheme);

    QuantizedLayer expected = scheme.layer(weight, bias, scheme.activation(MIDDLE));
    assertThat(plan.layer(fc)).isEqualTo(expected);
    Tensor other = Tensor.of(new int[] {3, 8}, new float[24]);
    assertThat(plan.layer(fc, other))
        .isEqualTo(scheme.layer(other, bias, scheme.activation(MIDDLE)))
        .isNotEqualTo(expected);
  }

  @Test
  void a_tensor_without_a_range_is_refused_by_name() {
    assertThatThrownBy(() -> plan(network(), QuantScheme.ORT_QDQ, "relu", MIDDLE, "fc", SCORES))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The tensor has no calibrated range")
        .hasMessageContaining("tensor input")
        .hasMessageContaining("calibrate");
    assertThatThrownBy(() -> plan(network(), QuantScheme.ORT_QDQ, "input", INPUT, "fc", SCORES))
        .hasMessageContaining("tensor relu");
  }

  @Test
  void a_fused_relu_whose_range_reaches_below_zero_is_refused() {
    assertThatThrownBy(
            () -> plan(network(), QuantScheme.TFLITE, "input", INPUT, "relu", INPUT, "fc", SCORES))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The range of a ReLU's output reaches below zero")
        .hasMessageContaining("tensor relu");
  }

  @Test
  void a_relu_of_its_own_is_held_to_the_same() {
    GraphBuilder relu = new GraphBuilder("relu", Shape.batchOf(3)).apply("relu", new Op.Relu());

    assertThat(plan(relu, QuantScheme.ORT_QDQ, "input", INPUT, "relu", MIDDLE).activation("relu"))
        .isEqualTo(QuantScheme.ORT_QDQ.activation(MIDDLE));
    assertThatThrownBy(() -> plan(relu, QuantScheme.ORT_QDQ, "input", INPUT, "relu", INPUT))
        .hasMessageContaining("reaches below zero");
  }

  @Test
  void batch_normalization_is_refused_with_its_node_and_a_remedy() {
    Part[] statistics =
        List.of("gamma", "beta", "mean", "variance").stream()
            .map(
                name ->
                    new Part(
                        name, Constant.buffer(Tensor.of(new int[] {3}, new float[] {1, 1, 1}))))
            .toArray(Part[]::new);
    GraphBuilder norm =
        new GraphBuilder("bn", Shape.batchOf(3))
            .apply("norm", new Op.BatchNorm(1e-5f, 0.1f), statistics);

    assertThatThrownBy(() -> plan(norm, QuantScheme.TFLITE, "input", INPUT, "norm", SCORES))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Batch normalization has no 8-bit form")
        .hasMessageContaining("node norm, TFLITE")
        .hasMessageContaining("FoldBatchNorm");
  }

  @Test
  void a_tensor_that_is_not_there_has_no_scale() {
    QuantPlan plan =
        plan(network(), QuantScheme.ORT_QDQ, "input", INPUT, "relu", MIDDLE, "fc", SCORES);

    assertThatThrownBy(() -> plan.activation("conv"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("conv");
  }
}
