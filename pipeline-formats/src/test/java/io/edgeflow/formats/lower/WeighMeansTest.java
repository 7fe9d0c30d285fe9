package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Border;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeighMeansTest {
  private static final Pads ABOVE = new Pads(1, 0, 0, 0);

  private final Target target = new Target();
  private final WeighMeans rule = new WeighMeans(target.profile());

  @Test
  void means_of_the_image_alone_are_weighed_where_a_kernel_counts_zeros() {
    LoweredGraph graph = pooled(Border.of(ABOVE));

    LoweredGraph weighed = rule.apply(graph);

    assertThat(listing(weighed))
        .containsExactly(
            "Pad(input) -> pool.padded",
            "AvgPool2d(pool.padded) -> pool.means",
            "Mul(pool.means) -> pool");
    // Of the first window's two rows one is the image's.
    assertThat(numbers(weighed, "pool", OPERAND)).containsExactly(2, 1);
    assertThat(Device.run(weighed, 4, 8)).containsExactly(4, 6);
    assertThat(Device.run(graph, 4, 8)).containsExactly(4, 6);
  }

  @Test
  void zeros_that_count_are_put_around_without_weights() {
    LoweredGraph weighed = rule.apply(pooled(new Border(ABOVE, false, true)));

    assertThat(listing(weighed))
        .containsExactly("Pad(input) -> pool.padded", "AvgPool2d(pool.padded) -> pool");
    assertThat(Device.run(weighed, 4, 8)).containsExactly(2, 6);
  }

  @Test
  void what_a_kernel_counts_itself_stays() {
    target.answering("pads", true);
    LoweredGraph graph = pooled(Border.of(ABOVE));

    assertThat(new WeighMeans(target.profile()).apply(graph)).isEqualTo(graph);
    assertThat(rule.apply(pooled(null))).isEqualTo(pooled(null));
  }

  @Test
  void an_activation_comes_last() {
    target.clamping(AvgPool2d.class);
    AvgPool2d pool = new AvgPool2d(new Size(2, 1), Size.square(1), Border.of(ABOVE));
    LoweredGraph fused =
        new FuseActivations(target.profile())
            .apply(lowered(graph(1, 2, 1).apply("pool", pool).apply("y", new Relu())));

    assertThat(listing(rule.apply(fused)))
        .containsExactly(
            "Pad(input) -> pool.padded",
            "AvgPool2d(pool.padded) -> pool.means",
            "Mul+RELU(pool.means) -> y");
  }

  private static LoweredGraph pooled(@Nullable Border border) {
    return lowered(
        graph(1, 2, 1).apply("pool", new AvgPool2d(new Size(2, 1), Size.square(1), border)));
  }
}
