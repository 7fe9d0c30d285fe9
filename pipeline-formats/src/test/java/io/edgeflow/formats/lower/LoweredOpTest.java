package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.dims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoweredOpTest {
  private static final LoweredConstant WEIGHTS = constant("w", 2);
  private static final FusedOp PRODUCT =
      new FusedOp("fc", new Linear(), List.of("x"), Map.of(WEIGHT, WEIGHTS), Activation.RELU, "y");
  private static final Convert CONVERT = new Convert("x", "y");

  @Test
  void a_fused_operation_changes_one_part_at_a_time() {
    assertThat(PRODUCT.reading(List.of("z")))
        .isEqualTo(
            new FusedOp(
                "fc", new Linear(), List.of("z"), PRODUCT.constants(), Activation.RELU, "y"));
    assertThat(PRODUCT.giving("z").output()).isEqualTo("z");
    assertThat(PRODUCT.giving("z").giving("y")).isEqualTo(PRODUCT);
    assertThat(PRODUCT.withOp(new Relu()).op()).isEqualTo(new Relu());
    assertThat(PRODUCT.withOp(new Relu()).withOp(new Linear())).isEqualTo(PRODUCT);
    assertThat(PRODUCT.withActivation(Activation.RELU6).activation()).isEqualTo(Activation.RELU6);
    assertThat(PRODUCT.withConstants(Map.of()).constants()).isEmpty();
    assertThat(PRODUCT.withConstants(Map.of()).withConstants(PRODUCT.constants()))
        .isEqualTo(PRODUCT);
  }

  @Test
  void constants_are_found_by_role_in_the_order_of_roles() {
    Map<ConstantRole, LoweredConstant> given = new LinkedHashMap<>();
    given.put(BIAS, constant("b", 1));
    given.put(WEIGHT, WEIGHTS);
    FusedOp op = PRODUCT.withConstants(given);

    given.clear();

    assertThat(op.roles()).containsExactly(WEIGHT, BIAS);
    assertThat(op.constant(BIAS)).isEqualTo(constant("b", 1));
    assertThat(PRODUCT.optional(WEIGHT)).contains(WEIGHTS);
    assertThat(PRODUCT.optional(BIAS)).isEmpty();
    assertThatThrownBy(() -> PRODUCT.constant(BIAS))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("fc bias");
    assertThatThrownBy(() -> PRODUCT.constants().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void what_multiplies_by_a_weight_is_weighted() {
    assertThat(PRODUCT.weighted()).isTrue();
    assertThat(PRODUCT.withOp(new Relu()).weighted()).isFalse();
  }

  @Test
  void a_conversion_reads_one_value() {
    assertThat(CONVERT.inputs()).containsExactly("x");
    assertThat(CONVERT.reading(List.of("z"))).isEqualTo(new Convert("z", "y"));
  }

  @Test
  void each_kind_is_told_to_its_own_function() {
    List<String> told = new ArrayList<>();
    for (LoweredOp op : List.of(PRODUCT, CONVERT)) {
      op.dispatch(
          fused -> told.add("fused " + fused.name()), c -> told.add("convert " + c.input()));
      told.add(op.map(FusedOp::name, Convert::input));
    }

    assertThat(told).containsExactly("fused fc", "fc", "convert x", "x");
    assertThat(LoweredGraph.as(PRODUCT)).contains(PRODUCT);
    assertThat(LoweredGraph.as(CONVERT)).isEmpty();
  }

  @Test
  void a_constant_keeps_name_and_scales_with_another_value() {
    Tensor scales = Tensor.of(new int[0], new float[] {0.5f});
    LoweredConstant quantized =
        new LoweredConstant("w", WEIGHTS.value(), new LoweredConstant.ConstantQuant(scales, 3));
    Tensor other = Tensor.of(dims(1), new float[] {9});

    LoweredConstant changed = quantized.withValue(other);

    assertThat(changed.name()).isEqualTo("w");
    assertThat(changed.value()).isEqualTo(other);
    assertThat(changed.quantization().orElseThrow().zeroPoint()).isEqualTo(3);
    assertThat(WEIGHTS.quantization()).isEmpty();
  }

  private static LoweredConstant constant(String name, float value) {
    return LoweredConstant.floats(name, Tensor.of(dims(1, 1), new float[] {value}));
  }
}
