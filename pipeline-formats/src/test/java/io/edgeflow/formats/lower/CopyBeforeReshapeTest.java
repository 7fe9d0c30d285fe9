package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.formats.quant.QuantParams;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyBeforeReshapeTest {
  private final CopyBeforeReshape rule =
      new CopyBeforeReshape(new Target().answering("reshapesInPlace", true).profile());

  @Test
  void what_an_elementwise_operator_gave_is_copied_when_others_read_it_too() {
    LoweredGraph graph = lowered(shared(new Sigmoid()));

    LoweredGraph copied = rule.apply(graph);

    assertThat(listing(copied))
        .containsExactly(
            "Sigmoid(input) -> a",
            "Pad(a) -> b.copy",
            "Reshape(b.copy) -> b",
            "Relu(b) -> c",
            "Reshape(c) -> d",
            "Add(a, d) -> sum");
    assertThat(op(copied, "b.copy").op()).isEqualTo(new Pad(List.of(0, 0), List.of(0, 0)));
    assertThat(copied.value("b.copy").shape()).isEqualTo(graph.value("a").shape());
    assertThat(Device.run(copied, counting(6))).isEqualTo(Device.run(graph, counting(6)));
  }

  @Test
  void the_copy_of_integers_stands_for_the_same_numbers() {
    LoweredGraph graph = lowered(shared(new Sigmoid()));
    Rewrite integers = new Rewrite(graph);
    graph.ops().forEach(integers::add);
    integers.put(graph.value("a").withParams(new QuantParams(0.5f, 3)));

    assertThat(rule.apply(integers.done()).value("b.copy").params())
        .isEqualTo(new QuantParams(0.5f, 3));
  }

  @Test
  void what_a_reshape_gave_is_copied_likewise() {
    assertThat(listing(rule.apply(lowered(shared(new Reshape(List.of(2, 3)))))))
        .contains("Pad(a) -> b.copy");
  }

  @Test
  void what_a_softmax_gave_is_copied_likewise() {
    assertThat(listing(rule.apply(lowered(shared(new Softmax()))))).contains("Pad(a) -> b.copy");
  }

  @Test
  void what_is_smaller_than_all_that_it_was_made_of_lies_in_memory_of_its_own() {
    LoweredGraph graph = lowered(shared(graph(2, 4), Slice.of(2, 0, 3)));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void what_the_reshape_alone_reads_is_not_copied() {
    LoweredGraph graph =
        lowered(
            graph(2, 3)
                .apply("a", new Sigmoid())
                .apply("b", new Reshape(List.of(6)))
                .apply("c", new Relu()));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_target_whose_reshapes_copy_needs_none() {
    LoweredGraph graph = lowered(shared(new Sigmoid()));
    Target target = new Target().answering("reshapesInPlace", false);

    assertThat(new CopyBeforeReshape(target.profile()).apply(graph)).isSameAs(graph);
  }

  private static GraphBuilder shared(Op first) {
    return shared(graph(2, 3), first);
  }

  /** Reads what the first operator gives as it is and, changed, behind a reshape. */
  private static GraphBuilder shared(GraphBuilder input, Op first) {
    return input
        .apply("a", first)
        .apply("b", new Reshape(List.of(6)))
        .apply("c", new Relu())
        .apply("d", new Reshape(List.of(2, 3)))
        .from("a", "d")
        .apply("sum", new Add());
  }
}
