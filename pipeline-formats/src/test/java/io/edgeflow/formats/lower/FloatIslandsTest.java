package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A target that has Gelu and Tanh for floats only, and the former in parts. */
class FloatIslandsTest {
  private static final Gelu GELU = new Gelu(Approximation.NONE);

  private final TargetProfile profile =
      new Target()
          .kernels(Gelu.class, KernelTraits.floatParts())
          .kernels(Tanh.class, KernelTraits.floatsOnly())
          .profile();

  @Test
  void an_island_between_operators_of_integers_is_named() {
    FloatIslands islands =
        islands(graph(2).apply("a", new Relu()).apply("island", GELU).apply("y", new Relu()));

    assertThat(islands)
        .isEqualTo(new FloatIslands(new TreeMap<>(Map.of("Gelu", 1)), List.of("island")));
    assertThat(islands.text()).isEqualTo("1 Gelu; between integers: island");
  }

  @Test
  void every_operator_of_an_island_stands_between() {
    FloatIslands islands =
        islands(
            graph(2)
                .apply("a", new Relu())
                .apply("b", new Tanh())
                .apply("c", GELU)
                .apply("d", new Tanh())
                .apply("y", new Relu()));

    assertThat(islands.text()).isEqualTo("1 Gelu, 2 Tanh; between integers: b, c, d");
  }

  @Test
  void what_begins_or_ends_the_model_tears_nothing_apart() {
    assertThat(islands(graph(2).apply("a", GELU).apply("y", new Relu())).text())
        .isEqualTo("1 Gelu");
    assertThat(islands(graph(2).apply("a", new Relu()).apply("y", GELU)).text())
        .isEqualTo("1 Gelu");
  }

  @Test
  void a_graph_of_integers_has_none() {
    assertThat(islands(graph(2).apply("y", new Relu())).none()).isTrue();
  }

  @Test
  void of_many_names_a_few_are_told() {
    GraphBuilder builder = graph(2).apply("r", new Relu());
    for (int i = 0; i < 6; i++) {
      builder.apply("g" + i, GELU).apply("r" + i, new Relu());
    }

    assertThat(islands(builder).text())
        .isEqualTo("6 Gelu; between integers: g0, g1, g2, g3 and 2 more");
  }

  private FloatIslands islands(GraphBuilder builder) {
    ModelGraph graph = built(builder);
    Map<String, ValueRange> ranges = new HashMap<>();
    graph.tensors().forEach(tensor -> ranges.put(tensor, range(0, 1)));
    return Lowering.islands(graph.withRanges(ranges), profile);
  }
}
