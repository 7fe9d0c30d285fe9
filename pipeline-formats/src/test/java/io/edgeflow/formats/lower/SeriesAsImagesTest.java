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
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesAsImagesTest {
  private static final Conv1d CAUSAL = Conv1d.padded(new Ends(2, 0));

  private final Target target = new Target().answering("takesSeries", false).clamping(Conv1d.class);
  private final SeriesAsImages rule = new SeriesAsImages(target.profile());

  @Test
  void a_convolution_of_series_is_one_of_images_of_height_1() {
    LoweredGraph graph = lowered(series());

    LoweredGraph images = rule.apply(graph);

    assertThat(listing(images))
        .containsExactly(
            "Unsqueeze(input) -> conv.image",
            "Conv2d(conv.image) -> conv.made",
            "Squeeze(conv.made) -> conv");
    assertThat(images.value("conv.image").shape()).isEqualTo(Shape.batchOf(2, 1, 4));
    assertThat(images.value("conv.made").shape()).isEqualTo(Shape.batchOf(3, 1, 4));
    assertThat(op(images, "conv.made").constant(WEIGHT).value().dims()).containsExactly(3, 2, 1, 3);
    assertThat(Device.run(images, counting(8))).isEqualTo(Device.run(graph, counting(8)));
  }

  @Test
  void an_activation_and_the_range_stay_with_the_convolution() {
    GraphBuilder series = series().apply("relu", new Relu());
    LoweredGraph graph = LoweredGraph.of(built(series).withRanges(Map.of("relu", range(0, 2))));
    LoweredGraph fused = new FuseActivations(target.profile()).apply(graph);

    LoweredGraph images = rule.apply(fused);

    assertThat(listing(images)).contains("Conv2d+RELU(conv.image) -> conv.made");
    assertThat(images.ranges()).containsEntry("conv.made", range(0, 2));
  }

  @Test
  void a_target_that_takes_series_gets_them() {
    LoweredGraph graph = lowered(series());

    assertThat(new SeriesAsImages(new Target().profile()).apply(graph)).isSameAs(graph);
  }

  private static GraphBuilder series() {
    return graph(2, 4).apply("conv", CAUSAL, weight(dims(3, 2, 3), counting(18)));
  }
}
