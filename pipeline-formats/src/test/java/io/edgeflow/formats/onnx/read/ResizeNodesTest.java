package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import io.edgeflow.core.graph.op.Resampling.Resize;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.formats.read.ImportedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeNodesTest extends NodeContract {
  private static Onnx scaled(String mode, String place, String rounded, float height, float width) {
    return Onnx.opset(13)
        .input("x", -1, 2, 4, 6)
        .floats("scales", new long[] {4}, 1, 1, height, width)
        .node(
            "Resize",
            "x,,scales",
            "y",
            Onnx.text("mode", mode),
            Onnx.text("coordinate_transformation_mode", place),
            Onnx.text("nearest_mode", rounded))
        .output("y");
  }

  @ParameterizedTest
  @CsvSource({
    "nearest,asymmetric,floor,2,2",
    "nearest,asymmetric,floor,0.5,1.5",
    "nearest,half_pixel,round_prefer_ceil,0.5,2",
    "nearest,half_pixel,round_prefer_floor,2,3",
    "linear,half_pixel,floor,2,1.5",
    "linear,align_corners,floor,2,0.5",
    "linear,pytorch_half_pixel,floor,0.5,2",
  })
  void images_are_resized_as_onnx_runtime_does(
      String mode, String place, String rounded, float height, float width) {
    assertSame(scaled(mode, place, rounded, height, width), new int[] {2, 2, 4, 6});
  }

  @ParameterizedTest
  @CsvSource({
    "cubic,half_pixel,floor,2,2,cubic",
    "linear,asymmetric,floor,2,2,asymmetric",
    "nearest,half_pixel,round_prefer_floor,0.5,1,round_prefer_floor",
    "nearest,asymmetric,ceil,2,2,ceil",
    "linear,half_pixel,floor,1.3,1,1.3",
  })
  void other_ways_are_refused_by_name(
      String mode, String place, String rounded, float height, float width, String named) {
    assertRefused(scaled(mode, place, rounded, height, width)).hasMessageContaining(named);
  }

  @Test
  void images_of_channels_last_are_resized_where_they_lie() {
    Onnx onnx =
        Onnx.opset(13)
            .input("x", -1, 2, 4, 6)
            .node("Transpose", "x", "t", Onnx.numbers("perm", 0, 2, 3, 1))
            .node("Identity", "t", "u")
            .node("Transpose", "u", "v", Onnx.numbers("perm", 0, 3, 1, 2))
            .floats("scales", new long[] {4}, 1, 1, 2, 0.5f)
            .node(
                "Resize",
                "v,,scales",
                "y",
                Onnx.text("mode", "nearest"),
                Onnx.text("coordinate_transformation_mode", "asymmetric"),
                Onnx.text("nearest_mode", "floor"))
            .output("y");

    ImportedModel model = assertSame(onnx, new int[] {2, 2, 4, 6});

    assertThat(model.graph().nodes())
        .extracting(Node::op)
        .containsExactly(new Resize(new Size(8, 3), Mode.NEAREST, Coordinates.ASYMMETRIC));
  }
}
