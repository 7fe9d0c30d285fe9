package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.formats.read.ImportedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrangementNodesTest extends NodeContract {
  private static final int[] BATCH = {2, 3, 4, 6};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, -1, -2})
  void flatten_makes_a_matrix(long axis) {
    long batch = axis == 1 ? -1 : 1;
    assertSame(
        Onnx.opset(13)
            .input("x", batch, 3, 4, 6)
            .node("Flatten", "x", "y", Onnx.number("axis", axis))
            .output("y"),
        new int[] {batch < 0 ? 2 : 1, 3, 4, 6});
  }

  @Test
  void reshape_knows_zeros_and_the_rest() {
    for (long[] shape : new long[][] {{-1, 72}, {0, -1}, {0, 0, 24}, {-1, 6, 2, 6}, {0, 12, 0}}) {
      boolean fits = shape.length < 3 || shape[2] != 0;
      Onnx onnx = Onnx.opset(13).input("x", -1, 3, 4, 6).longs("s", shape);
      if (fits) {
        assertSame(onnx.node("Reshape", "x,s", "y").output("y"), BATCH);
      } else {
        assertRefused(onnx.node("Reshape", "x,s", "y").output("y"))
            .hasMessageContaining("node y_node (Reshape)");
      }
    }
  }

  @Test
  void reshape_by_computed_sizes_keeps_the_batch_apart() {
    ImportedModel model =
        assertSame(
            Onnx.opset(13)
                .input("x", -1, 3, 4, 6)
                .samples("x", "n")
                .longs("rest", -1)
                .node("Concat", "n,rest", "shape", Onnx.number("axis", 0))
                .node("Reshape", "x,shape", "r")
                .drawn("w", 1, 72, 2)
                .node("MatMul", "r,w", "y")
                .output("y"),
            BATCH);

    assertThat(model.graph().nodes()).hasSize(2);
  }

  @Test
  void reshape_that_mixes_samples_is_refused() {
    assertRefused(
            Onnx.opset(13)
                .input("x", -1, 3, 4)
                .longs("s", 3, -1)
                .node("Reshape", "x,s", "y")
                .output("y"))
        .hasMessageContaining("samples")
        .hasMessageContaining("node y_node (Reshape)");
  }

  @Test
  void transposes_are_views_and_vanish_where_they_cancel() {
    ImportedModel model =
        assertSame(
            Onnx.opset(13)
                .input("x", -1, 3, 4, 6)
                .node("Transpose", "x", "t", Onnx.numbers("perm", 0, 2, 3, 1))
                .node("Relu", "t", "r")
                .node("Transpose", "r", "y", Onnx.numbers("perm", 0, 3, 1, 2))
                .output("y"),
            BATCH);

    assertThat(model.graph().nodes()).hasSize(1);
    assertSame(
        Onnx.opset(13).input("x", 1, 3, 4, 6).node("Transpose", "x", "y").output("y"),
        new int[] {1, 3, 4, 6});
  }

  @Test
  void images_that_come_channels_last_are_channels_first_in_the_graph() {
    ImportedModel model =
        assertSame(
            Onnx.opset(13)
                .input("x", -1, 5, 6, 3)
                .floats("scale", new long[] {3}, 1, 2, 3)
                .node("Mul", "x,scale", "scaled")
                .node("Transpose", "scaled", "t", Onnx.numbers("perm", 0, 3, 1, 2))
                .drawn("w", 1, 2, 3, 3, 3)
                .node("Conv", "t,w", "c")
                .node("Transpose", "c", "y", Onnx.numbers("perm", 0, 2, 3, 1))
                .output("y"),
            new int[] {2, 5, 6, 3});

    assertThat(model.graph().signature().inputShape()).hasToString("[batch, 3, 5, 6]");
    assertThat(model.graph().nodes()).hasSize(2);
    assertThat(model.graph().nodes().get(1).op()).isInstanceOf(Weighted.Conv2d.class);
  }

  @Test
  void units_go_and_come_by_attribute_and_by_input() {
    assertSame(
        Onnx.opset(11)
            .input("x", -1, 1, 4, 1)
            .node("Squeeze", "x", "s", Onnx.numbers("axes", 1, -1))
            .node("Unsqueeze", "s", "y", Onnx.numbers("axes", 3, 1))
            .output("y"),
        new int[] {2, 1, 4, 1});
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 1, 4, 1)
            .longs("a", 1, 3)
            .node("Squeeze", "x,a", "s")
            .longs("b", 0, -1)
            .node("Unsqueeze", "s,b", "y")
            .output("y"),
        new int[] {2, 1, 4, 1});
    assertSame(
        Onnx.opset(13).input("x", 1, 1, 4, 1).node("Squeeze", "x", "y").output("y"),
        new int[] {1, 1, 4, 1});
  }

  @Test
  void an_axis_of_another_size_cannot_be_left_out() {
    assertRefused(
            Onnx.opset(11)
                .input("x", -1, 2)
                .node("Squeeze", "x", "y", Onnx.numbers("axes", 1))
                .output("y"))
        .hasMessageContaining("size 1");
  }

  @Test
  void expand_and_tile_repeat() {
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 3, 1)
            .longs("s", 1, 3, 5)
            .node("Expand", "x,s", "y")
            .output("y"),
        new int[] {2, 3, 1});
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 3, 1)
            .longs("s", 1, 2, 4)
            .node("Tile", "x,s", "y")
            .output("y"),
        new int[] {2, 3, 1});
    assertSame(
        Onnx.opset(13).input("x", -1, 3).longs("s", 1, 3).node("Expand", "x,s", "y").output("y"),
        new int[] {2, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"DCR", "CRD"})
  void blocks_of_channels_become_places(String mode) {
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 8, 3, 5)
            .node("DepthToSpace", "x", "y", Onnx.number("blocksize", 2), Onnx.text("mode", mode))
            .output("y"),
        new int[] {2, 8, 3, 5});
  }

  @Test
  void blocks_of_places_become_channels() {
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 2, 4, 6)
            .node("SpaceToDepth", "x", "y", Onnx.number("blocksize", 2))
            .output("y"),
        new int[] {2, 2, 4, 6});
  }
}
