package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.op;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.ElementType;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreWeightsTest {
  private static final KernelTraits FLOATS = KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());

  @Test
  void a_large_weight_has_integers_with_a_scale_for_each_output() {
    LoweredConstant weight = stored(FLOATS.orHybrid(), 32, 32);

    assertThat(weight.value().type()).isEqualTo(ElementType.INT8);
    assertThat(weight.quantization().orElseThrow().scales().dims()).containsExactly(32);
    assertThat(weight.quantization().orElseThrow().zeroPoint()).isZero();
    assertThat(weight.value().toBytes()[31]).isEqualTo((byte) 127);
    assertThat(weight.storedSmaller()).isFalse();
  }

  @Test
  void a_kernel_that_reads_floats_alone_gets_them() {
    assertThat(stored(FLOATS, 32, 32).storedSmaller()).isTrue();
  }

  @Test
  void between_integers_a_kernel_gets_floats_though_it_could_read_integers() {
    LoweredConstant weight = stored(FLOATS.orHybrid(), false, 32, 32);

    assertThat(weight.value().type()).isEqualTo(ElementType.INT8);
    assertThat(weight.storedSmaller()).isTrue();
  }

  @Test
  void a_kernel_of_one_scale_gets_one() {
    LoweredConstant weight = stored(FLOATS.withOneWeightScale(), 32, 32);

    assertThat(weight.quantization().orElseThrow().scales().rank()).isZero();
    assertThat(weight.value().toBytes()[1023]).isEqualTo((byte) 127);
  }

  @Test
  void a_weight_of_fewer_than_1024_elements_stays_in_floats() {
    assertThat(stored(FLOATS.orHybrid(), 31, 33).quantization()).isEmpty();
    assertThat(stored(FLOATS.orHybrid(), 33, 31).value().type()).isEqualTo(ElementType.FLOAT32);
  }

  private static LoweredConstant stored(KernelTraits kernel, int out, int in) {
    return stored(kernel, true, out, in);
  }

  private static LoweredConstant stored(KernelTraits kernel, boolean hybrid, int out, int in) {
    LoweredGraph graph =
        Small.lowered(
            Small.graph(in)
                .apply("fc", new Linear(), Small.weight(dims(out, in), Small.counting(out * in))));
    TargetProfile target = new Target().kernels(Linear.class, kernel).profile();
    return op(new StoreWeights(target, hybrid).apply(graph), "fc").constant(ConstantRole.WEIGHT);
  }
}
