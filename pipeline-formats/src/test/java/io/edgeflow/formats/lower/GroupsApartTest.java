package io.edgeflow.formats.lower;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.formats.lower.Small.built;
import static io.edgeflow.formats.lower.Small.constants;
import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.numbers;
import static io.edgeflow.formats.lower.Small.part;
import static io.edgeflow.formats.lower.Small.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupsApartTest {
  private final Target target = new Target().answering("takesGroups", false).clamping(Conv2d.class);
  private final GroupsApart rule = new GroupsApart(target.profile());

  @Test
  void each_group_reads_its_channels_and_all_are_put_together() {
    LoweredGraph graph = lowered(twoGroups());

    LoweredGraph apart = rule.apply(graph);

    assertThat(listing(apart))
        .containsExactly(
            "Slice(input) -> y.in0",
            "Conv2d(y.in0) -> y.group0",
            "Slice(input) -> y.in1",
            "Conv2d(y.in1) -> y.group1",
            "Concat(y.group0, y.group1) -> y");
    assertThat(numbers(apart, "y.group1", WEIGHT)).containsExactly(5, 6, 7, 8);
    assertThat(numbers(apart, "y.group1", BIAS)).containsExactly(3, 4);
    assertThat(Device.run(apart, counting(8))).isEqualTo(Device.run(graph, counting(8)));
  }

  @Test
  void an_activation_and_the_range_are_those_of_every_group() {
    GraphBuilder relu = twoGroups().apply("relu", new Relu());
    LoweredGraph graph = LoweredGraph.of(built(relu).withRanges(Map.of("relu", range(0, 9))));

    LoweredGraph apart = rule.apply(new FuseActivations(target.profile()).apply(graph));

    assertThat(listing(apart)).contains("Conv2d+RELU(y.in0) -> y.group0");
    assertThat(apart.ranges())
        .containsEntry("y.group0", range(0, 9))
        .containsEntry("y.group1", range(0, 9));
  }

  @Test
  void groups_of_one_input_channel_stay_and_so_does_what_a_target_takes() {
    LoweredGraph depthwise =
        lowered(
            graph(2, 1, 1)
                .apply(
                    "y",
                    groups(),
                    constants(part(WEIGHT, dims(2, 1, 1, 1), 1, 2), part(BIAS, dims(2), 0, 0))));
    LoweredGraph grouped = lowered(twoGroups());

    assertThat(rule.apply(depthwise)).isEqualTo(depthwise);
    assertThat(new GroupsApart(new Target().profile()).apply(grouped)).isSameAs(grouped);
  }

  private static Conv2d groups() {
    return new Conv2d(Size.square(1), Pads.NONE, Size.square(1), 2);
  }

  private static GraphBuilder twoGroups() {
    return graph(4, 1, 2)
        .apply(
            "y",
            groups(),
            constants(
                part(WEIGHT, dims(4, 2, 1, 1), counting(8)), part(BIAS, dims(4), counting(4))));
  }
}
