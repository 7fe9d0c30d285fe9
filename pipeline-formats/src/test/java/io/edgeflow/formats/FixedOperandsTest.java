package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.Constant.Kind;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.read.ImportedModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixedOperandsTest {
  private static Map<ConstantRole, Constant> operand(float... values) {
    return Map.of(
        ConstantRole.OPERAND, Constant.trainable(Tensor.of(new int[] {values.length}, values)));
  }

  @Test
  void scales_masks_and_the_inputs_own_normalization_are_fixed_and_what_was_learnt_is_not() {
    Constant weight = Constant.trainable(Tensor.of(new int[] {2, 2}, new float[4]));
    ModelGraph graph =
        new GraphBuilder("foreign", Shape.batchOf(2))
            .apply("normalized", new Sub(), operand(0.5f, 0.25f))
            .apply("product", new Linear(), Map.of(ConstantRole.WEIGHT, weight))
            .apply("positions", new Add(), operand(0.1f, -3))
            .apply("scale", new Div(), operand(8))
            .apply("mask", new Add(), operand(0, -1e9f))
            .apply("gain", new Mul(), operand(1, 2))
            .build(null, null);

    ModelGraph known =
        FixedOperands.frozen(
                new ImportedModel(graph, List.of(), List.of(), GivenQuantization.NONE, List.of()))
            .graph();

    assertThat(known.constants())
        .allSatisfy(
            (name, constant) ->
                assertThat(constant.kind())
                    .as(name)
                    .isEqualTo(
                        name.matches("(normalized|scale|mask).*") ? Kind.FROZEN : Kind.TRAINABLE));
  }
}
