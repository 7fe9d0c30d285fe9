package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Product.MatMul;
import io.edgeflow.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class ExchangeSecondTest {
  private final ExchangeSecond rule =
      new ExchangeSecond(new Target().answering("exchangesSecond", false).profile());

  @Test
  void the_second_factor_is_transposed_before_the_product() {
    LoweredGraph graph = product(true);

    LoweredGraph spelled = rule.apply(graph);

    assertThat(listing(spelled))
        .containsExactly(
            "Sigmoid(input) -> a",
            "Transpose(a) -> y.exchanged",
            "MatMul(input, y.exchanged) -> y");
    assertThat(op(spelled, "y.exchanged").op()).isEqualTo(Transpose.by(0, 2, 1));
    assertThat(op(spelled, "y").op()).isEqualTo(new MatMul(false));
    assertThat(spelled.value("y.exchanged").shape()).isEqualTo(Shape.batchOf(3, 2));
    assertThat(Device.run(spelled, counting(6))).isEqualTo(Device.run(graph, counting(6)));
  }

  @Test
  void a_product_as_it_is_stays() {
    LoweredGraph graph =
        lowered(
            graph(2, 2).apply("a", new Sigmoid()).from("input", "a").apply("y", new MatMul(false)));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_target_whose_kernel_exchanges_axes_gets_it_as_it_is() {
    LoweredGraph graph = product(true);

    assertThat(new ExchangeSecond(new Target().profile()).apply(graph)).isSameAs(graph);
  }

  private static LoweredGraph product(boolean transposeSecond) {
    return lowered(
        graph(2, 3)
            .apply("a", new Sigmoid())
            .from("input", "a")
            .apply("y", new MatMul(transposeSecond)));
  }
}
