package io.edgeflow.formats.lower;

import static io.edgeflow.formats.lower.Small.counting;
import static io.edgeflow.formats.lower.Small.dims;
import static io.edgeflow.formats.lower.Small.graph;
import static io.edgeflow.formats.lower.Small.listing;
import static io.edgeflow.formats.lower.Small.lowered;
import static io.edgeflow.formats.lower.Small.op;
import static io.edgeflow.formats.lower.Small.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Border;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PadApartTest {
  private static final Conv2d UNEVEN =
      new Conv2d(new Size(1, 2), new Pads(1, 2, 3, 4), Size.square(1), 1);

  /** A target that pads nothing itself. */
  private final PadApart rule = new PadApart(new Target().profile());

  @Test
  void zeros_that_the_kernel_does_not_add_are_added_before_it() {
    LoweredGraph graph =
        lowered(graph(1, 2, 2).apply("conv", UNEVEN, weight(dims(1, 1, 2, 2), 1, 2, 3, 4)));

    LoweredGraph padded = rule.apply(graph);

    assertThat(listing(padded))
        .containsExactly("Pad(input) -> conv.padded", "Conv2d(conv.padded) -> conv");
    assertThat(op(padded, "conv.padded").op())
        .isEqualTo(new Pad(List.of(0, 1, 2), List.of(0, 3, 4)));
    assertThat(op(padded, "conv").op())
        .isEqualTo(new Conv2d(new Size(1, 2), Pads.NONE, Size.square(1), 1));
    assertThat(padded.value("conv.padded"))
        .isEqualTo(Value.floats("conv.padded", Shape.batchOf(1, 6, 8)));
    assertThat(Device.run(padded, counting(4))).isEqualTo(Device.run(graph, counting(4)));
  }

  @Test
  void what_the_kernel_pads_itself_and_what_has_no_window_stays() {
    LoweredGraph graph =
        lowered(
            graph(1, 2, 2)
                .apply("conv", Conv2d.padded(0), weight(dims(1, 1, 2, 2), 1, 2, 3, 4))
                .apply("relu", new Relu()));

    assertThat(rule.apply(graph)).isEqualTo(graph);
  }

  @Test
  void a_maximum_is_padded_with_the_lowest_number() {
    MaxPool2d pool = new MaxPool2d(Size.square(2), Size.square(1), Border.of(Pads.all(1)));
    LoweredGraph graph = lowered(graph(1, 2, 2).apply("pool", pool));

    LoweredGraph padded = rule.apply(graph);

    assertThat(op(padded, "pool.padded").op()).isEqualTo(Pad.image(Pads.all(1), -Float.MAX_VALUE));
    assertThat(op(padded, "pool").op()).isEqualTo(new MaxPool2d(pool.kernel(), pool.stride()));
    assertThat(Device.run(padded, -1, -2, -3, -4))
        .containsExactly(-1, -1, -2, -1, -1, -2, -3, -3, -4);
  }

  @Test
  void zeros_before_a_maximum_are_kept_from_a_target_that_draws_them_in() {
    MaxPool2d pool = new MaxPool2d(Size.square(2), Size.square(1), Border.of(Pads.all(1)));
    LoweredGraph behind =
        lowered(graph(1, 2, 2).apply("pad", Pad.image(Pads.all(1), 0)).apply("pool", pool));
    LoweredGraph alone = lowered(graph(1, 2, 2).apply("pool", pool));
    Target target = new Target().answering("drawsPadsIn", true).answering("pads", true);

    assertThat(listing(new PadApart(target.profile()).apply(behind)))
        .containsExactly(
            "Pad(input) -> pad", "Pad(pad) -> pool.padded", "MaxPool2d(pool.padded) -> pool");
    assertThat(new PadApart(target.profile()).apply(alone)).isEqualTo(alone);
  }

  @Test
  void two_convolutions_of_one_image_are_padded_each() {
    LoweredGraph graph =
        lowered(
            graph(1, 2, 2)
                .apply("a", UNEVEN, weight(dims(1, 1, 2, 2), 1, 2, 3, 4))
                .from("input")
                .apply("b", Conv2d.padded(1), weight(dims(1, 1, 2, 2), 4, 3, 2, 1)));

    assertThat(listing(rule.apply(graph)))
        .containsExactly(
            "Pad(input) -> a.padded",
            "Conv2d(a.padded) -> a",
            "Pad(input) -> b.padded",
            "Conv2d(b.padded) -> b");
  }

  @Test
  void the_padded_images_name_is_one_that_no_tensor_has() {
    LoweredGraph graph =
        lowered(
            graph(1, 2, 2)
                .apply("conv.padded", new Relu())
                .apply("conv", UNEVEN, weight(dims(1, 1, 2, 2), 1, 2, 3, 4)));

    assertThat(listing(rule.apply(graph)))
        .containsExactly(
            "Relu(input) -> conv.padded",
            "Pad(conv.padded) -> conv.padded_",
            "Conv2d(conv.padded_) -> conv");
  }
}
