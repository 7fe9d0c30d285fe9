package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.constants;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.operand;
import static io.edgeflow.formats.lower.Small.part;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuantizeTest {
  private static final ValueRange BYTE = range(-128, 127);
  private static final QuantParams WHOLE = new QuantParams(1, 0);

  private static final ValueRange BYTE_UP = range(0, 255);

  /** Halves from 0 to 127.5. */
  private static final ValueRange HALVES = range(0, 127.5f);

  private static final QuantParams HALF_STEPS = new QuantParams(0.5f, -128);

  private final Target target =
      new Target()
          .scaling(Sigmoid.class, ScaleRule.KEEPS)
          .kernels(Softmax.class, KernelTraits.fixed(new QuantParams(1f / 256, -128)))
          .scaling(Concat.class, ScaleRule.ALL_INPUTS_ONE);

  @Test
  void input_and_output_take_the_scales_of_their_own_ranges() {
    LoweredGraph graph =
        quantized(graph(1).apply("y", new Relu()), Map.of("input", BYTE, "y", HALVES));

    assertThat(graph.value("input").params()).isEqualTo(WHOLE);
    assertThat(graph.value("y").params()).isEqualTo(HALF_STEPS);
    assertThat(listing(graph)).containsExactly("Relu(input) -> y");
  }

  @Test
  void a_scheme_says_what_integers_a_range_becomes() {
    target.answering("scheme", QuantScheme.ORT_QDQ);

    LoweredGraph graph =
        quantized(graph(1).apply("y", new Relu()), Map.of("input", BYTE, "y", HALVES));

    assertThat(graph.value("input").params()).isEqualTo(new QuantParams(1, 128));
    assertThat(graph.value("y").params()).isEqualTo(new QuantParams(0.5f, 0));
  }

  @Test
  void an_operator_that_keeps_needs_no_range_and_has_its_inputs_scale() {
    LoweredGraph graph = quantized(graph(1).apply("y", new Sigmoid()), Map.of("input", HALVES));

    assertThat(graph.value("y").params()).isEqualTo(HALF_STEPS);
  }

  @Test
  void an_operator_of_a_fixed_scale_needs_no_range() {
    LoweredGraph graph = quantized(graph(1).apply("y", new Softmax()), Map.of("input", HALVES));

    assertThat(graph.value("y").params()).isEqualTo(new QuantParams(1f / 256, -128));
  }

  @Test
  void what_a_fixed_scale_leaves_few_integers_is_computed_in_floats() {
    LoweredGraph few =
        quantized(
            graph(1).apply("a", new Softmax()).apply("y", new Relu()),
            Map.of("input", HALVES, "a", range(0, 63f / 256), "y", BYTE_UP));
    LoweredGraph enough =
        quantized(
            graph(1).apply("a", new Softmax()).apply("y", new Relu()),
            Map.of("input", HALVES, "a", range(0, 64f / 256), "y", BYTE_UP));
    LoweredGraph given =
        quantized(graph(1).apply("y", new Softmax()), Map.of("input", HALVES, "y", range(0, 0.1f)));

    assertThat(listing(few))
        .containsExactly(
            "(input) -> input.float",
            "Softmax(input.float) -> a",
            "(a) -> a.int8",
            "Relu(a.int8) -> y");
    assertThat(few.value("a.int8").params().scale()).isEqualTo(63f / 256 / 255);
    assertThat(enough.value("a").params()).isEqualTo(new QuantParams(1f / 256, -128));
    assertThat(given.value("y").params()).isEqualTo(new QuantParams(1f / 256, -128));
  }

  @Test
  void an_operator_that_gives_floats_reads_what_there_is_and_needs_no_range() {
    target.scaling(ArgMax.class, ScaleRule.GIVES_FLOATS);

    LoweredGraph graph =
        quantized(
            graph(2).apply("a", new ArgMax(1, true)).apply("y", new ArgMax(1, true)),
            Map.of("input", BYTE));

    assertThat(listing(graph)).containsExactly("ArgMax(input) -> a", "ArgMax(a) -> y");
    assertThat(graph.value("input").params()).isEqualTo(WHOLE);
    assertThat(graph.value("a").quant()).isEmpty();
    assertThat(graph.value("y").quant()).isEmpty();
  }

  @Test
  void an_input_that_operators_on_floats_alone_read_stays_in_floats() {
    target.kernels(Softmax.class, KernelTraits.floatsOnly());

    LoweredGraph alone =
        quantized(
            graph(1).apply("a", new Softmax()).apply("y", new Relu()),
            Map.of("a", BYTE, "y", BYTE_UP));
    LoweredGraph shared =
        quantized(
            graph(1)
                .apply("a", new Softmax())
                .from("input")
                .apply("b", new Relu())
                .from("a", "b")
                .apply("y", new Add()),
            Map.of("input", BYTE, "a", BYTE, "b", BYTE_UP, "y", BYTE));

    assertThat(alone.value("input").quant()).isEmpty();
    assertThat(alone.value("y").quant()).isPresent();
    assertThat(shared.value("input").params()).isEqualTo(WHOLE);
  }

  @Test
  void inputs_that_must_have_one_scale_are_given_in_the_outputs() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("a", new Relu()).from("input", "a").apply("y", new Concat(1)),
            Map.of("input", BYTE, "a", BYTE_UP, "y", HALVES));

    assertThat(listing(graph)).containsExactly("Relu(input) -> a", "Concat(input, a) -> y");
    assertThat(graph.value("input").params()).isEqualTo(HALF_STEPS);
    assertThat(graph.value("a").params()).isEqualTo(HALF_STEPS);
    assertThat(graph.value("y").params()).isEqualTo(HALF_STEPS);
  }

  @Test
  void inputs_of_another_scale_are_brought_to_the_outputs_once() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("a", new Softmax()).from("a", "a").apply("y", new Concat(1)),
            Map.of("input", BYTE, "y", HALVES));

    assertThat(listing(graph))
        .containsExactly("Softmax(input) -> a", "(a) -> a.for.y", "Concat(a.for.y, a.for.y) -> y");
    assertThat(graph.value("a.for.y"))
        .isEqualTo(graph.value("a").renamed("a.for.y").withParams(HALF_STEPS));
  }

  @Test
  void an_operator_that_keeps_unless_activated_has_its_own_range_with_an_activation() {
    target.kernels(
        Sigmoid.class,
        KernelTraits.both(ScaleRule.KEEPS_UNLESS_ACTIVATED, Set.of(Activation.RELU)));
    GraphBuilder builder =
        graph(1).apply("kept", new Sigmoid()).apply("s", new Sigmoid()).apply("y", new Relu());
    LoweredGraph graph =
        LoweredGraph.of(built(builder).withRanges(Map.of("input", BYTE, "y", HALVES)));

    LoweredGraph integers =
        new Quantize(target.profile()).apply(new FuseActivations(target.profile()).apply(graph));

    assertThat(listing(integers))
        .containsExactly("Sigmoid(input) -> kept", "Sigmoid+RELU(kept) -> y");
    assertThat(integers.value("kept").params()).isEqualTo(WHOLE);
    assertThat(integers.value("y").params()).isEqualTo(HALF_STEPS);
  }

  @Test
  void a_layer_becomes_integers_a_channel_by_its_inputs_scale() {
    LoweredGraph graph =
        quantized(
            graph(1)
                .apply(
                    "y",
                    new Linear(),
                    constants(part(WEIGHT, dims(2, 1), 127, -254), part(BIAS, dims(2), 3, 5))),
            Map.of("input", HALVES, "y", BYTE));

    LoweredConstant weight = op(graph, "y").constant(WEIGHT);
    LoweredConstant bias = op(graph, "y").constant(BIAS);
    // Scales 127 / 127 and 254 / 127, times the input's 0.5: 3 / 0.5 and 5 / 1.
    assertThat(weight.name()).isEqualTo("y.weight");
    assertThat(weight.value().type()).isEqualTo(ElementType.INT8);
    assertThat(weight.value().toBytes()).containsExactly(127, -127);
    assertThat(scales(weight)).containsExactly(1, 2);
    assertThat(bias.name()).isEqualTo("y.bias");
    assertThat(bias.value().ints().get(0)).isEqualTo(6);
    assertThat(bias.value().ints().get(1)).isEqualTo(5);
    assertThat(scales(bias)).containsExactly(0.5f, 1);
  }

  @Test
  void a_layer_without_a_bias_gets_none() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("y", new Linear(), weight(dims(1, 1), 127)),
            Map.of("input", BYTE, "y", BYTE));

    assertThat(op(graph, "y").roles()).containsExactly(WEIGHT);
    assertThat(scales(op(graph, "y").constant(WEIGHT))).containsExactly(1);
  }

  @Test
  void a_constant_operand_has_one_scale_from_its_own_extremes() {
    LoweredGraph graph =
        quantized(
            graph(2).apply("y", new Add(), operand(dims(2), 0, 127.5f)),
            Map.of("input", BYTE, "y", BYTE));

    LoweredConstant constant = op(graph, "y").constant(OPERAND);
    assertThat(constant.name()).isEqualTo("y.operand");
    assertThat(constant.value().toBytes()).containsExactly(-128, 127);
    assertThat(scales(constant)).containsExactly(0.5f);
    assertThat(constant.quantization().orElseThrow().scales().rank()).isZero();
    assertThat(constant.quantization().orElseThrow().zeroPoint()).isEqualTo(-128);
  }

  @Test
  void a_missing_range_is_named() {
    assertThatThrownBy(() -> quantized(graph(1).apply("y", new Relu()), Map.of("input", BYTE)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no calibrated range")
        .hasMessageContaining("tensor y")
        .hasMessageContaining("calibrate");
    assertThatThrownBy(() -> quantized(graph(1).apply("y", new Relu()), Map.of()))
        .hasMessageContaining("tensor input");
  }

  @Test
  void a_range_beyond_an_activation_is_refused() {
    for (ValueRange beyond : new ValueRange[] {range(-0.1f, 6), range(0, 6.1f)}) {
      assertThatThrownBy(
              () -> quantized(graph(1).apply("y", new Relu6()), Map.of("input", BYTE, "y", beyond)))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("reaches beyond")
          .hasMessageContaining("RELU6")
          .hasMessageContaining("tensor y");
    }
    assertThat(
            quantized(graph(1).apply("y", new Relu6()), Map.of("input", BYTE, "y", range(0, 6)))
                .value("y")
                .quant())
        .isPresent();
  }

  @Test
  void a_range_beyond_a_fused_activation_is_refused() {
    target.clamping(Add.class);
    GraphBuilder builder =
        graph(1).from("input", "input").apply("sum", new Add()).apply("y", new Relu());
    LoweredGraph graph =
        LoweredGraph.of(built(builder).withRanges(Map.of("input", BYTE, "y", range(-1, 1))));
    LoweredGraph fused = new FuseActivations(target.profile()).apply(graph);

    assertThatThrownBy(() -> new Quantize(target.profile()).apply(fused))
        .hasMessageContaining("reaches beyond");
  }

  private LoweredGraph quantized(GraphBuilder builder, Map<String, ValueRange> ranges) {
    return new Quantize(target.profile()).apply(LoweredGraph.of(built(builder).withRanges(ranges)));
  }

  private static float[] scales(LoweredConstant constant) {
    ConstantQuant quant = constant.quantization().orElseThrow();
    return quant.scales().toFloats();
  }
}
