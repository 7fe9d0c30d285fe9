package io.edgeflow.formats.read.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Erf;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.Silu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.GraphAssembler;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternsTest {
  private static final int STEPS = 3;
  private static final int FEATURES = 4;

  private final GraphAssembler graph = new GraphAssembler("spelled out");
  private final String x = graph.input("x", List.of(STEPS, FEATURES));
  private int next;

  private String node(Op op, String... reads) {
    return graph.add("n" + next++, op, reads);
  }

  private String by(Op op, String tensor, double number) {
    Tensor operand = Tensor.of(new int[] {1, 1}, new float[] {(float) number});
    return with(op, tensor, operand);
  }

  private String with(Op op, String tensor, Tensor operand) {
    return graph.add(
        "n" + next++,
        op,
        List.of(tensor),
        Map.of(ConstantRole.OPERAND, Constant.trainable(operand)));
  }

  /** The operators of the graph that is found, which must answer as the one before. */
  private List<Op> found(String output) {
    ModelGraph before = graph.build(List.of(new Signature.Output(output, null)));
    ModelGraph after = Patterns.found(before);
    assertThat(answers(after))
        .usingElementComparator(PatternsTest::compare)
        .containsExactlyElementsOf(answers(before));
    assertThat(after.signature()).isEqualTo(before.signature());
    return after.nodes().stream().map(Node::op).toList();
  }

  private static int compare(float a, float b) {
    return Math.abs(a - b) <= 2e-6 * Math.max(1, Math.abs(b)) ? 0 : Float.compare(a, b);
  }

  private static List<Float> answers(ModelGraph graph) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[5 * STEPS * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-4, 4);
    }
    Tensor batch = Tensor.of(new int[] {5, STEPS, FEATURES}, values);
    try (ReferenceRuntime runtime = new ReferenceRuntime(graph)) {
      float[] answers = runtime.run(List.of(batch)).get(0).toFloats();
      return IntStream.range(0, answers.length).mapToObj(i -> answers[i]).toList();
    }
  }

  private String share(String argument) {
    return by(new Add(), node(new Erf(), argument), 1);
  }

  @Test
  void a_gelu_by_the_error_function_is_found_wherever_its_half_is() {
    String divided = share(by(new Div(), x, Math.sqrt(2)));
    String product = by(new Mul(), node(new Mul(), x, divided), 0.5);

    assertThat(found(product)).containsExactly(new Gelu(Approximation.NONE));
  }

  @Test
  void a_gelu_whose_half_multiplies_its_input_is_found() {
    String multiplied = share(by(new Mul(), x, Math.sqrt(0.5)));
    String product = node(new Mul(), by(new Mul(), multiplied, 0.5), x);

    assertThat(found(product)).containsExactly(new Gelu(Approximation.NONE));
  }

  @Test
  void a_gelu_of_a_scaled_tensor_keeps_the_scale() {
    String scaled = by(new Mul(), x, 3);
    String divided = share(by(new Div(), scaled, Math.sqrt(2)));
    String product = by(new Mul(), node(new Mul(), scaled, divided), 0.5);

    assertThat(found(product)).containsExactly(new Mul(), new Gelu(Approximation.NONE));
  }

  @Test
  void what_differs_from_a_gelu_in_a_number_stays() {
    String divided = share(by(new Div(), x, 1.4143));
    String product = by(new Mul(), node(new Mul(), x, divided), 0.5);

    assertThat(found(product)).hasSize(5);
  }

  @Test
  void a_gelu_of_another_tensor_than_it_multiplies_stays() {
    String other = by(new Add(), x, 1);
    String divided = share(by(new Div(), other, Math.sqrt(2)));

    assertThat(found(by(new Mul(), node(new Mul(), x, divided), 0.5))).hasSize(6);
  }

  @Test
  void a_gelu_by_the_hyperbolic_tangent_is_found_as_a_sum() {
    String cube = node(new Mul(), node(new Mul(), x, x), x);
    String sum = node(new Add(), x, by(new Mul(), cube, Gelu.CUBE));
    String tanh = node(new Tanh(), by(new Mul(), sum, Gelu.SLOPE));
    String product = node(new Mul(), by(new Mul(), x, 0.5), by(new Add(), tanh, 1));

    assertThat(found(product)).containsExactly(new Gelu(Approximation.TANH));
  }

  @Test
  void a_gelu_by_the_hyperbolic_tangent_is_found_as_a_product() {
    String inner = by(new Add(), node(new Mul(), by(new Mul(), x, Gelu.CUBE), x), 1);
    String tanh = node(new Tanh(), node(new Mul(), by(new Mul(), x, Gelu.SLOPE), inner));
    String product = node(new Mul(), by(new Mul(), x, 0.5), by(new Add(), tanh, 1));

    assertThat(found(product)).containsExactly(new Gelu(Approximation.TANH));
  }

  @Test
  void hard_swishes_are_found_by_both_spellings() {
    String clipped = node(new Relu6(), by(new Add(), x, 3));
    String first = by(new Div(), node(new Mul(), x, clipped), 6);
    String gate = node(new HardSigmoid(0.16666667f, 0.5f), first);

    assertThat(found(node(new Mul(), first, gate)))
        .containsExactly(new HardSwish(), new HardSwish());
  }

  @Test
  void a_hard_sigmoid_is_found() {
    String clipped = node(new Relu6(), by(new Add(), x, 3));

    assertThat(found(by(new Mul(), clipped, 1 / 6.0)))
        .containsExactly(new HardSigmoid(1 / 6f, 0.5f));
  }

  @Test
  void a_product_with_the_sigmoid_of_the_same_tensor_is_a_silu() {
    String first = node(new Mul(), node(new Sigmoid(), x), x);
    String gate = node(new Sigmoid(), first);

    assertThat(found(node(new Mul(), node(new Relu(), first), gate)))
        .containsExactly(new Silu(), new Sigmoid(), new Relu(), new Mul());
  }

  private String centred() {
    return node(new Sub(), x, node(new ReduceMean(List.of(2), true), x));
  }

  private String variance(String centred) {
    return by(
        new Add(), node(new ReduceMean(List.of(2), true), node(new Mul(), centred, centred)), 1e-5);
  }

  @Test
  void a_layer_normalization_is_found_with_its_factor_and_shift() {
    String centred = centred();
    String variance = variance(centred);
    String root = node(new Mul(), variance, node(new Rsqrt(), variance));
    String quotient = node(new Div(), centred, root);
    String factor =
        with(new Mul(), quotient, Tensor.of(new int[] {1, 4}, new float[] {1, 2, 3, 4}));
    String shift = with(new Add(), factor, Tensor.of(new int[] {1, 4}, new float[] {5, 6, 7, 8}));

    assertThat(found(shift)).containsExactly(new LayerNorm(1e-5f, 1));
  }

  @Test
  void a_normalization_whose_variance_is_of_another_axis_stays() {
    String centred = centred();
    String square = node(new Mul(), centred, centred);
    String variance = by(new Add(), node(new ReduceMean(List.of(1), true), square), 1e-5);

    assertThat(found(node(new Mul(), centred, node(new Rsqrt(), variance)))).hasSize(7);
  }

  @Test
  void what_multiplies_each_channel_or_is_added_to_it_goes_into_the_layer() {
    String layer = linear(2);
    String shifted = with(new Add(), layer, Tensor.of(new int[] {1, 2}, new float[] {1, -1}));
    String scaled = with(new Mul(), shifted, Tensor.of(new int[] {1, 2}, new float[] {3, -0.5f}));
    String sum = with(new Add(), scaled, Tensor.of(new int[] {1, 2}, new float[] {2, 5}));

    assertThat(found(sum)).containsExactly(new Linear());
  }

  @Test
  void channels_that_are_rounded_before_they_are_multiplied_stay_apart() {
    String layer = linear(2);
    graph.range(layer, new ValueRange(-1, 1));
    String scaled = with(new Mul(), layer, Tensor.of(new int[] {1, 2}, new float[] {3, -0.5f}));

    assertThat(found(scaled)).containsExactly(new Linear(), new Mul());
  }

  @Test
  void what_is_added_to_each_step_stays() {
    String layer = linear(STEPS);
    String sum = with(new Add(), layer, Tensor.of(new int[] {STEPS, 1}, new float[] {1, -1, 3}));

    assertThat(found(sum)).containsExactly(new Linear(), new Add());
  }

  private String linear(int outputs) {
    float[] weights = new float[outputs * FEATURES];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i + 1;
    }
    Tensor weight = Tensor.of(new int[] {outputs, FEATURES}, weights);
    return graph.add(
        "fc", new Linear(), List.of(x), Map.of(ConstantRole.WEIGHT, Constant.trainable(weight)));
  }

  @Test
  void parts_of_what_was_joined_are_taken_directly() {
    String one = node(new Unsqueeze(List.of(1)), node(new Relu(), x));
    String other = node(new Unsqueeze(List.of(1)), node(new Sigmoid(), x));
    String joined = node(new Concat(1), one, other);
    String second = node(new Reshape(List.of(STEPS, FEATURES)), node(Slice.of(1, 1, 2), joined));

    assertThat(found(node(new Tanh(), second))).containsExactly(new Sigmoid(), new Tanh());
  }

  @Test
  void nodes_that_nothing_reads_go_and_outputs_keep_their_names() {
    node(new Tanh(), x);
    String out = node(new Reshape(List.of(STEPS, FEATURES)), node(new Reshape(List.of(12)), x));

    assertThat(found(out)).hasSize(2);
  }
}
