package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.quant.QuantParams;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequireLiveLayersTest {
  @Test
  void a_ratio_of_scales_below_256_will_do() {
    // 0.5 · 4 / 0.0079 = 253.2
    LoweredGraph graph = quantized(0.5f, 0.0079f, 0.5f, 4);

    assertThat(new RequireLiveLayers().apply(graph)).isSameAs(graph);
  }

  @Test
  void a_ratio_of_256_in_any_channel_is_refused_with_both_scales() {
    // 0.5 · 4 / 0.0078125 = 256
    LoweredGraph graph = quantized(0.5f, 0.0078125f, 0.5f, 4);

    assertThatThrownBy(() -> new RequireLiveLayers().apply(graph))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("dead")
        .hasMessageContaining("scale 0.0078125 for products of scale 2.0")
        .hasMessageContaining("a ratio below 256")
        .hasMessageContaining("node fc");
  }

  @Test
  void a_ratio_beyond_all_numbers_is_refused() {
    LoweredGraph graph = quantized(Float.MAX_VALUE, Float.MIN_VALUE, 1, 1);

    assertThatThrownBy(() -> new RequireLiveLayers().apply(graph))
        .isInstanceOf(PipelineException.class);
  }

  @Test
  void a_ratio_of_operands_that_20_bits_cannot_hold_is_refused() {
    LoweredGraph sum = lowered(graph(1).from("input", "input").apply("sum", new Add()));
    LoweredGraph holds = with(sum, sum.ops(), Map.of("input", scale(1 << 18), "sum", scale(1)));
    LoweredGraph tooFine = with(sum, sum.ops(), Map.of("input", scale(1 << 19), "sum", scale(1)));

    assertThat(new RequireLiveLayers().apply(holds)).isSameAs(holds);
    assertThatThrownBy(() -> new RequireLiveLayers().apply(tooFine))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("dead")
        .hasMessageContaining("scale 1.0 for operands of scale 524288.0")
        .hasMessageContaining("node sum");
  }

  @Test
  void a_constant_operand_counts_as_well() {
    LoweredGraph sum = lowered(graph(1).apply("sum", new Add(), Small.operand(dims(1), 1)));
    FusedOp op = Small.op(sum, "sum");
    Tensor coarse = Tensor.of(dims(), new float[] {1 << 19});
    LoweredConstant operand =
        new LoweredConstant(
            "c", op.constant(ConstantRole.OPERAND).value(), new ConstantQuant(coarse, 0));
    LoweredGraph graph =
        with(
            sum,
            List.of(op.withConstants(Map.of(ConstantRole.OPERAND, operand))),
            Map.of("input", scale(1), "sum", scale(1)));

    assertThatThrownBy(() -> new RequireLiveLayers().apply(graph))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("operands of scale 524288.0");
  }

  private static QuantParams scale(float scale) {
    return new QuantParams(scale, 0);
  }

  @Test
  void layers_of_floats_and_operations_without_a_weight_are_not_asked() {
    LoweredGraph floats = lowered(graph(1).apply("fc", new Linear(), weight(dims(1, 1), 1)));
    LoweredGraph relu = lowered(graph(1).apply("relu", new Relu()));
    LoweredGraph withoutWeight =
        with(relu, relu.ops(), Map.of("input", new QuantParams(1e9f, 0), "relu", smallest()));

    assertThat(new RequireLiveLayers().apply(floats)).isSameAs(floats);
    assertThat(new RequireLiveLayers().apply(withoutWeight)).isSameAs(withoutWeight);
  }

  private static QuantParams smallest() {
    return new QuantParams(Float.MIN_VALUE, 0);
  }

  private static LoweredGraph quantized(float input, float output, float... weightScales) {
    LoweredGraph floats = lowered(graph(1).apply("fc", new Linear(), weight(dims(2, 1), 1, 1)));
    FusedOp fc = Small.op(floats, "fc");
    ConstantQuant quant = new ConstantQuant(Tensor.of(dims(2), weightScales), 0);
    LoweredConstant weight =
        new LoweredConstant("w", fc.constant(ConstantRole.WEIGHT).value(), quant);
    return with(
        floats,
        List.of(fc.withConstants(Map.of(ConstantRole.WEIGHT, weight))),
        Map.of("input", new QuantParams(input, 0), "fc", new QuantParams(output, 0)));
  }

  private static LoweredGraph with(
      LoweredGraph graph, List<? extends LoweredOp> ops, Map<String, QuantParams> params) {
    Rewrite rewrite = new Rewrite(graph);
    params.forEach((name, given) -> rewrite.put(graph.value(name).withParams(given)));
    ops.forEach(rewrite::add);
    return rewrite.done();
  }
}
