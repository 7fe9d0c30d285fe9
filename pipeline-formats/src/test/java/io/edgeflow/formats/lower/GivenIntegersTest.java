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
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a file that was read says of its integers, before ranges do. */
class GivenIntegersTest {
  private static final ValueRange BYTE = range(-128, 127);
  private static final QuantParams FINE = new QuantParams(0.25f, 3);
  private static final QuantParams HALVES = new QuantParams(0.5f, -128);

  /** Whose largest is not 127: an own derivation would find another scale. */
  private static final GivenConstant WEIGHTS =
      new GivenConstant(
          Tensor.of(ElementType.INT8, dims(2, 1), new byte[] {50, -100}),
          Tensor.of(dims(2), new float[] {0.5f, 0.25f}),
          0);

  private static final GivenConstant BIASES =
      new GivenConstant(
          Tensor.of(dims(2), new int[] {7, -9}),
          Tensor.of(dims(2), new float[] {0.125f, 0.0625f}),
          0);

  private final Target target =
      new Target().clamping(Linear.class).scaling(Concat.class, ScaleRule.ALL_INPUTS_ONE);

  @Test
  void scale_and_zero_point_of_a_tensor_come_before_its_range() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("y", new Relu()),
            Map.of("input", BYTE, "y", range(0, 255)),
            given(Map.of("input", FINE), Map.of()));

    assertThat(graph.value("input").params()).isEqualTo(FINE);
    assertThat(graph.value("y").params()).isEqualTo(QuantScheme.TFLITE.activation(range(0, 255)));
  }

  @Test
  void a_given_tensor_needs_no_range() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("y", new Relu()),
            Map.of(),
            given(Map.of("input", FINE, "y", HALVES), Map.of()));

    assertThat(graph.value("y").params()).isEqualTo(HALVES);
  }

  @Test
  void a_given_tensor_takes_no_scale_from_a_concat_that_reads_it() {
    LoweredGraph graph =
        quantized(
            graph(1).apply("a", new Relu()).from("input", "a").apply("y", new Concat(1)),
            Map.of(),
            given(Map.of("input", FINE, "a", HALVES, "y", FINE), Map.of()));

    assertThat(listing(graph))
        .containsExactly("Relu(input) -> a", "(a) -> a.for.y", "Concat(input, a.for.y) -> y");
  }

  @Test
  void an_activation_is_not_drawn_into_a_tensor_that_the_file_computes() {
    GraphBuilder relu = graph(1).apply("fc", new Linear(), layer()).apply("y", new Relu());

    LoweredGraph fused = quantized(relu, Map.of(), given(Map.of("input", FINE, "y", FINE)));
    LoweredGraph apart =
        quantized(relu, Map.of(), given(Map.of("input", FINE, "fc", FINE, "y", FINE)));

    assertThat(listing(fused)).containsExactly("Linear+RELU(input) -> y");
    assertThat(listing(apart)).containsExactly("Linear(input) -> fc", "Relu(fc) -> y");
  }

  @Test
  void weight_and_bias_keep_the_integers_of_the_file() {
    FusedOp layer =
        op(quantized(layerGraph(), Map.of(), given(Map.of("input", FINE, "y", FINE))), "y");

    assertThat(layer.constant(WEIGHT).value()).isEqualTo(WEIGHTS.integers());
    assertThat(layer.constant(WEIGHT).quant()).isEqualTo(new ConstantQuant(WEIGHTS.scales(), 0));
    assertThat(layer.constant(BIAS).value()).isEqualTo(BIASES.integers());
    assertThat(layer.constant(BIAS).quant()).isEqualTo(new ConstantQuant(BIASES.scales(), 0));
  }

  @Test
  void a_bias_whose_input_has_another_scale_now_is_made_anew() {
    FusedOp layer =
        op(quantized(layerGraph(), Map.of(), given(Map.of("input", HALVES, "y", FINE))), "y");

    assertThat(layer.constant(WEIGHT).value()).isEqualTo(WEIGHTS.integers());
    assertThat(layer.constant(BIAS).value()).isEqualTo(Tensor.of(dims(2), new int[] {4, -5}));
    assertThat(layer.constant(BIAS).quantization().orElseThrow().scales())
        .isEqualTo(Tensor.of(dims(2), new float[] {0.25f, 0.125f}));
  }

  @Test
  void a_weight_that_was_trained_since_is_quantized_anew() {
    Map<ConstantRole, Constant> trained =
        constants(part(WEIGHT, dims(2, 1), 25.1f, -25), part(BIAS, dims(2), BIASES.toFloats()));

    FusedOp layer =
        op(
            quantized(
                graph(1).apply("y", new Linear(), trained),
                Map.of(),
                given(Map.of("input", FINE, "y", FINE))),
            "y");

    assertThat(layer.constant(WEIGHT).value().toBytes()).containsExactly(127, -127);
  }

  @Test
  void an_operand_keeps_its_zero_point() {
    GivenConstant number =
        new GivenConstant(
            Tensor.of(ElementType.INT8, dims(1), new byte[] {20}),
            Tensor.of(dims(), new float[] {0.5f}),
            -7);

    FusedOp sum =
        op(
            quantized(
                graph(1).apply("y", new Add(), operand(dims(1), 13.5f)),
                Map.of("input", BYTE, "y", BYTE),
                given(Map.of(), Map.of("y.operand", number))),
            "y");

    assertThat(sum.constant(OPERAND).value().toBytes()).containsExactly(20);
    assertThat(sum.constant(OPERAND).quant()).isEqualTo(new ConstantQuant(number.scales(), -7));
  }

  @Test
  void the_integers_of_one_scheme_say_nothing_in_another() {
    GivenQuantization given = given(Map.of("input", FINE));

    assertThat(given.in(QuantScheme.TFLITE)).isSameAs(given);
    assertThat(given.in(QuantScheme.ORT_QDQ)).isEqualTo(GivenQuantization.NONE);
  }

  private static GraphBuilder layerGraph() {
    return graph(1).apply("y", new Linear(), layer());
  }

  private static Map<ConstantRole, Constant> layer() {
    return constants(
        part(WEIGHT, dims(2, 1), WEIGHTS.toFloats()), part(BIAS, dims(2), BIASES.toFloats()));
  }

  private static GivenQuantization given(Map<String, QuantParams> values) {
    return given(
        values,
        Map.of("fc.weight", WEIGHTS, "fc.bias", BIASES, "y.weight", WEIGHTS, "y.bias", BIASES));
  }

  private static GivenQuantization given(
      Map<String, QuantParams> values, Map<String, GivenConstant> constants) {
    return new GivenQuantization(QuantScheme.TFLITE, values, constants);
  }

  private LoweredGraph quantized(
      GraphBuilder builder, Map<String, ValueRange> ranges, GivenQuantization given) {
    TargetProfile profile = target.profile();
    LoweredGraph graph = LoweredGraph.of(built(builder).withRanges(ranges));
    return new Quantize(profile, given).apply(new FuseActivations(profile, given).apply(graph));
  }
}
