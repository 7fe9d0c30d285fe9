package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearOnRowsTest {
  private final LinearOnRows rule =
      new LinearOnRows(new Target().answering("linearOnAnyRank", false).profile());

  @Test
  void all_axes_but_the_last_become_rows_and_part_again() {
    LoweredGraph graph = lowered(series());

    LoweredGraph rows = rule.apply(graph);

    assertThat(listing(rows))
        .containsExactly(
            "Reshape(input) -> fc.rows",
            "Linear(fc.rows) -> fc.product",
            "Reshape(fc.product) -> fc");
    assertThat(op(rows, "fc.rows").op()).isEqualTo(new Reshape(List.of(3)));
    assertThat(op(rows, "fc").op()).isEqualTo(new Reshape(List.of(2, 1)));
    assertThat(rows.value("fc.rows")).isEqualTo(Value.floats("fc.rows", Shape.batchOf(3)));
    assertThat(rows.value("fc.product")).isEqualTo(Value.floats("fc.product", Shape.batchOf(1)));
    assertThat(rows.value("fc").shape()).isEqualTo(Shape.batchOf(2, 1));
    assertThat(op(rows, "fc.product").constant(WEIGHT)).isEqualTo(op(graph, "fc").constant(WEIGHT));
  }

  @Test
  void the_operations_have_names_of_their_own() {
    assertThat(rule.apply(lowered(series())).fused().stream().map(FusedOp::name).toList())
        .containsExactly("fc.rows", "fc", "fc.axes");
  }

  @Test
  void an_activation_stays_with_the_product() {
    LoweredGraph graph = lowered(series().apply("relu", new Relu()));
    LoweredGraph fused =
        new FuseActivations(new Target().clamping(Linear.class).profile()).apply(graph);

    assertThat(listing(rule.apply(fused)))
        .containsExactly(
            "Reshape(input) -> fc.rows",
            "Linear+RELU(fc.rows) -> fc.product",
            "Reshape(fc.product) -> relu");
  }

  @Test
  void the_product_has_the_range_of_the_output() {
    LoweredGraph graph = LoweredGraph.of(built(series()).withRanges(Map.of("fc", range(-1, 2))));

    assertThat(rule.apply(graph).ranges())
        .containsEntry("fc.product", range(-1, 2))
        .doesNotContainKey("fc.rows");
    assertThat(rule.apply(lowered(series())).ranges()).isEmpty();
  }

  @Test
  void images_of_convolutions_and_products_of_two_axes_stay() {
    LoweredGraph graph = lowered(graph(2).apply("fc", new Linear(), weight(dims(1, 2), 1, 2)));
    LoweredGraph image =
        lowered(graph(1, 2, 2).apply("c", Conv2d.padded(0), weight(dims(1, 1, 1, 1), 2)));
    LoweredGraph plain = lowered(graph(2, 2).apply("scores", new Softmax()));

    assertThat(rule.apply(graph)).isEqualTo(graph);
    assertThat(rule.apply(image)).isEqualTo(image);
    assertThat(rule.apply(plain)).isEqualTo(plain);
  }

  @Test
  void a_target_that_takes_any_rank_gets_it_as_it_is() {
    LoweredGraph graph = lowered(series());

    assertThat(new LinearOnRows(new Target().profile()).apply(graph)).isSameAs(graph);
  }

  @Test
  void names_that_the_graph_has_are_left_to_it() {
    LoweredGraph graph =
        lowered(
            graph(2, 3)
                .apply("fc.rows", new Relu())
                .apply("fc.product", new Relu())
                .apply("fc.axes", new Relu())
                .apply("fc", new Linear(), weight(dims(1, 3), counting(3))));

    LoweredGraph rows = rule.apply(graph);

    assertThat(listing(rows).subList(3, 6))
        .containsExactly(
            "Reshape(fc.axes) -> fc.rows_",
            "Linear(fc.rows_) -> fc.product_",
            "Reshape(fc.product_) -> fc");
    assertThat(op(rows, "fc").name()).isEqualTo("fc.axes_");
  }

  private static GraphBuilder series() {
    return graph(2, 3).apply("fc", new Linear(), weight(dims(1, 3), counting(3)));
  }
}
