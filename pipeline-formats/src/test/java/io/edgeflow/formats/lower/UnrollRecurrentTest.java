package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.RECURRENT_BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.RECURRENT_WEIGHT;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.constants;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.part;
import static io.edgeflow.formats.lower.Small.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Recurrent.Gru;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnrollRecurrentTest {
  private static final float[] SAMPLE = {0.5f, -1, 2, 0.25f, -0.75f, 1};

  private final Target target =
      new Target()
          .kernels(Lstm.class, KernelTraits.floatParts())
          .kernels(Gru.class, KernelTraits.floatParts());
  private final UnrollRecurrent rule = new UnrollRecurrent(target.profile());

  static List<Recurrent> layers() {
    return List.of(
        new Lstm(2, false, Returns.SEQUENCE),
        new Lstm(2, true, Returns.SEQUENCE),
        new Lstm(2, true, Returns.LAST),
        new Gru(2, false, Returns.SEQUENCE),
        new Gru(2, true, Returns.SEQUENCE),
        new Gru(2, false, Returns.LAST));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void as_many_cells_as_there_are_steps_give_the_same(Recurrent layer) {
    LoweredGraph graph = lowered(series(3, layer));

    LoweredGraph unrolled = rule.apply(graph);

    assertThat(unrolled.fused()).noneMatch(op -> op.op().recurrent().isPresent());
    assertThat(unrolled.value("y").shape()).isEqualTo(graph.value("y").shape());
    assertThat(Device.run(unrolled, SAMPLE))
        .containsExactly(Device.run(graph, SAMPLE), within(1e-6f));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void a_series_of_one_step_is_one_cell(Recurrent layer) {
    LoweredGraph graph = lowered(series(1, layer));

    LoweredGraph unrolled = rule.apply(graph);

    assertThat(listing(unrolled)).endsWith("Reshape(y.step0.h) -> y");
    assertThat(Device.run(unrolled, 1, 2)).containsExactly(Device.run(graph, 1, 2), within(1e-6f));
  }

  @Test
  void the_products_with_the_input_are_one_and_all_cells_share_a_weight() {
    LoweredGraph unrolled = rule.apply(lowered(series(3, new Lstm(2, false, Returns.SEQUENCE))));

    assertThat(listing(unrolled))
        .startsWith("Linear(input) -> y.products", "Slice(y.products) -> y.step0.x")
        .contains("Linear(y.step0.h) -> y.step1.product", "Linear(y.step1.h) -> y.step2.product")
        .endsWith("Concat(y.step0.h, y.step1.h, y.step2.h) -> y");
    assertThat(op(unrolled, "y.step1.product").constant(WEIGHT))
        .isSameAs(op(unrolled, "y.step2.product").constant(WEIGHT));
    assertThat(unrolled.value("y.step1.h").shape()).isEqualTo(Shape.batchOf(1, 2));
  }

  @Test
  void a_reverse_layer_reads_the_last_step_first() {
    LoweredGraph unrolled = rule.apply(lowered(series(3, new Gru(2, true, Returns.SEQUENCE))));

    assertThat(listing(unrolled)).endsWith("Concat(y.step2.h, y.step1.h, y.step0.h) -> y");
  }

  @Test
  void a_target_with_a_kernel_keeps_the_layer() {
    LoweredGraph graph = lowered(series(3, new Lstm(2, false, Returns.LAST)));

    assertThat(new UnrollRecurrent(new Target().profile()).apply(graph)).isEqualTo(graph);
  }

  @Test
  void among_integers_the_cells_are_floats_that_need_no_range() {
    LoweredGraph lowered =
        Lowering.lowerInLogicalOrder(
            built(series(2, new Gru(2, false, Returns.LAST)))
                .withRanges(Map.of("input", range(-1, 1))),
            target.profile(),
            Precision.INT8);

    assertThat(listing(lowered)).contains("Linear(input) -> y.products");
    assertThat(lowered.value("y.step1.h").quant()).isEmpty();
  }

  private static GraphBuilder series(int time, Recurrent layer) {
    return graph(time, 2).apply("y", layer, weights(layer));
  }

  private static Map<ConstantRole, Constant> weights(Recurrent layer) {
    int rows = layer.gates() * layer.hidden();
    return constants(
        part(WEIGHT, dims(rows, 2), waves(2 * rows, 0.7f)),
        part(RECURRENT_WEIGHT, dims(rows, 2), waves(2 * rows, 1.1f)),
        part(BIAS, dims(rows), waves(rows, 0.4f)),
        part(RECURRENT_BIAS, dims(rows), waves(rows, 1.9f)));
  }

  private static float[] waves(int size, float frequency) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Math.sin(frequency * (i + 1));
    }
    return values;
  }
}
