package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.constants;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.part;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;
import org.junit.jupiter.api.Test;

class GiveBiasTest {
  @Test
  void a_weight_without_a_bias_gets_one_zero_a_channel() {
    LoweredGraph graph =
        lowered(graph(2).apply("fc", new Linear(), weight(dims(3, 2), counting(6))));

    LoweredGraph biased = new GiveBias().apply(graph);

    assertThat(numbers(biased, "fc", BIAS)).containsExactly(0, 0, 0);
    assertThat(op(biased, "fc").constant(BIAS).name()).isEqualTo("fc.bias");
    assertThat(numbers(biased, "fc", WEIGHT)).containsExactly(counting(6));
  }

  @Test
  void a_bias_and_what_has_no_weight_stay() {
    LoweredGraph graph =
        lowered(
            graph(1)
                .apply(
                    "fc",
                    new Linear(),
                    constants(part(WEIGHT, dims(1, 1), 2), part(BIAS, dims(1), 3)))
                .apply("relu", new Relu()));

    assertThat(new GiveBias().apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_conversion_stays() {
    LoweredGraph graph = lowered(graph(1).apply("relu", new Relu()));
    LoweredGraph converting =
        new LoweredGraph(
            graph.name(),
            graph.signature(),
            graph.values(),
            List.of(new Convert("input", "relu")),
            graph.ranges(),
            graph.outputs());

    assertThat(new GiveBias().apply(converting)).isEqualTo(converting);
  }
}
