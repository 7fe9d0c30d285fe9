package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.formats.quant.QuantParams;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class RewriteTest {
  private final LoweredGraph graph =
      lowered(graph(2).apply("a", new Relu()).apply("b", new Relu()));
  private final Rewrite rewrite = new Rewrite(graph);

  @Test
  void it_starts_with_the_values_and_without_operations() {
    LoweredGraph done = rewrite.done();

    assertThat(done.values()).isEqualTo(graph.values());
    assertThat(done.ops()).isEmpty();
    assertThat(done.outputs()).containsExactly("b");
    assertThat(done.name()).isEqualTo("small");
    assertThat(done.signature()).isEqualTo(graph.signature());
  }

  @Test
  void what_stands_for_a_value_is_read_and_given_in_its_place() {
    rewrite.add(op(graph, "a"));
    rewrite.giveInstead("a", "input");
    rewrite.add(op(graph, "b"));
    rewrite.giveInstead("b", "a");

    LoweredGraph done = rewrite.done();

    assertThat(listing(done)).containsExactly("Relu(input) -> a", "Relu(input) -> b");
    assertThat(done.outputs()).containsExactly("input");
    assertThat(done.values()).containsOnlyKeys("input", "a", "b");
  }

  @Test
  void a_replaced_value_is_dropped() {
    rewrite.replace("b", "a");

    assertThat(rewrite.done().values()).containsOnlyKeys("input", "a");
    assertThat(rewrite.done().outputs()).containsExactly("a");
  }

  @Test
  void an_operation_is_exchanged_at_its_place() {
    graph.ops().forEach(rewrite::add);
    FusedOp active = op(graph, "a").withActivation(Activation.RELU6);

    rewrite.exchange(rewrite.producer("a"), active);

    assertThat(rewrite.done().ops()).containsExactly(active, op(graph, "b"));
    assertThat(rewrite.producer("a")).isEqualTo(active);
  }

  @Test
  void a_value_that_nothing_gives_has_no_producer() {
    assertThatThrownBy(() -> rewrite.producer("a")).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> rewrite.value("c"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("c");
  }

  @Test
  void a_value_has_the_form_that_it_has_without_a_conversion() {
    assertThat(rewrite.converted(rewrite.value("a"), ".other")).isEqualTo("a");
    assertThat(rewrite.done().ops()).isEmpty();
  }

  @Test
  void each_form_of_a_value_is_made_once() {
    Value a = rewrite.value("a");
    QuantParams one = new QuantParams(1, 0);

    String first = rewrite.converted(a.withParams(one), ".int8");
    String again = rewrite.converted(a.withParams(new QuantParams(1, 0)), ".ignored");
    String other = rewrite.converted(a.withParams(new QuantParams(2, 0)), ".int8");

    assertThat(first).isEqualTo("a.int8");
    assertThat(again).isEqualTo("a.int8");
    assertThat(other).isEqualTo("a.int8_");
    assertThat(listing(rewrite.done())).containsExactly("(a) -> a.int8", "(a) -> a.int8_");
    assertThat(rewrite.value("a.int8")).isEqualTo(a.withParams(one).renamed("a.int8"));
  }

  @Test
  void a_name_is_taken_as_it_is_or_made_longer_until_it_is_free() {
    rewrite.put(Value.floats("a_", graph.value("a").shape()));

    assertThat(rewrite.free("c")).isEqualTo("c");
    assertThat(rewrite.free("a")).isEqualTo("a__");
  }

  @Test
  void ranges_are_added() {
    rewrite.range("a", range(0, 1));

    assertThat(rewrite.done().ranges()).containsOnlyKeys("a").containsValue(range(0, 1));
  }
}
