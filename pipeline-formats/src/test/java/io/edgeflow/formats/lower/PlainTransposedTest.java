package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.range;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.OutputPads;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;
import io.edgeflow.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainTransposedTest {
  private static final Size ONE = Size.square(1);
  private static final Size TWO = Size.square(2);

  private final PlainTransposed rule =
      new PlainTransposed(new Target().answering("takesAnyTransposed", false).profile());

  @Test
  void a_padding_is_cut_off_behind_it() {
    ConvTranspose2d op = new ConvTranspose2d(TWO, Pads.all(1), new OutputPads(1, 1), ONE, 1);
    LoweredGraph graph = LoweredGraph.of(built(one(op, 3)).withRanges(Map.of("y", range(0, 9))));

    LoweredGraph plain = rule.apply(graph);

    assertThat(listing(plain))
        .containsExactly(
            "ConvTranspose2d(input) -> y.whole", "Slice(y.whole) -> y.rows", "Slice(y.rows) -> y");
    assertThat(plain.value("y.whole").shape()).isEqualTo(Shape.batchOf(1, 5, 5));
    assertThat(plain.ranges()).containsEntry("y.whole", range(0, 9));
    assertThat(Device.run(plain, 1, 2, 3, 4)).isEqualTo(Device.run(graph, 1, 2, 3, 4));
  }

  @Test
  void tensorflows_same_and_no_padding_need_no_cut() {
    ConvTranspose2d same = new ConvTranspose2d(TWO, Pads.all(1), OutputPads.NONE, ONE, 1);
    ConvTranspose2d valid = new ConvTranspose2d(TWO, Pads.NONE, new OutputPads(1, 0), ONE, 1);

    assertThat(rule.apply(lowered(one(same, 4)))).isEqualTo(lowered(one(same, 4)));
    assertThat(rule.apply(lowered(one(valid, 3)))).isEqualTo(lowered(one(valid, 3)));
  }

  @Test
  void dilation_and_groups_become_zeros_in_the_kernel() {
    ConvTranspose2d op = new ConvTranspose2d(ONE, Pads.NONE, OutputPads.NONE, TWO, 2);
    LoweredGraph graph =
        lowered(graph(2, 1, 2).apply("y", op, weight(dims(2, 1, 1, 2), 1, 2, 3, 4)));

    LoweredGraph plain = rule.apply(graph);

    assertThat(op(plain, "y").op())
        .isEqualTo(new ConvTranspose2d(ONE, Pads.NONE, OutputPads.NONE, ONE, 1));
    assertThat(op(plain, "y").constant(WEIGHT).value().dims()).containsExactly(2, 2, 1, 3);
    assertThat(numbers(plain, "y", WEIGHT)).containsExactly(1, 0, 2, 0, 0, 0, 0, 0, 0, 3, 0, 4);
    assertThat(Device.run(plain, 1, 2, 3, 4)).isEqualTo(Device.run(graph, 1, 2, 3, 4));
  }

  @Test
  void rows_that_no_window_reaches_are_refused() {
    ConvTranspose2d op = new ConvTranspose2d(ONE, Pads.NONE, new OutputPads(1, 0), TWO, 1);

    assertThatThrownBy(() -> rule.apply(lowered(one(op, 3))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no window reaches")
        .hasMessageContaining("node y");
  }

  @Test
  void a_target_that_takes_any_gets_it_as_it_is() {
    LoweredGraph graph =
        lowered(one(new ConvTranspose2d(TWO, Pads.all(1), OutputPads.NONE, TWO, 1), 3));

    assertThat(new PlainTransposed(new Target().profile()).apply(graph)).isSameAs(graph);
  }

  private static GraphBuilder one(ConvTranspose2d op, int kernel) {
    return graph(1, 2, 2)
        .apply("y", op, weight(dims(1, 1, kernel, kernel), counting(kernel * kernel)));
  }
}
