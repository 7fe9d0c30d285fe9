package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolingNodesTest extends NodeContract {
  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool"})
  void pooling_of_images_is_that_of_onnx_runtime(String type) {
    for (long ceil : new long[] {0, 1}) {
      for (long counted : new long[] {0, 1}) {
        for (long[] pads : new long[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {0, 1, 1, 0}}) {
          List<AttributeProto> attributes =
              new ArrayList<>(
                  List.of(
                      Onnx.numbers("kernel_shape", 3, 2),
                      Onnx.numbers("strides", 2, 3),
                      Onnx.numbers("pads", pads),
                      Onnx.number("ceil_mode", ceil)));
          if (type.equals("AveragePool")) {
            attributes.add(Onnx.number("count_include_pad", counted));
          }
          assertSame(
              pool(type, 19, new long[] {-1, 3, 7, 8}, attributes.toArray(AttributeProto[]::new)),
              new int[] {2, 3, 7, 8});
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool"})
  void pooling_of_series_goes_over_images_of_height_1(String type) {
    assertSame(
        pool(
            type,
            11,
            new long[] {1, 3, 9},
            Onnx.numbers("kernel_shape", 3),
            Onnx.numbers("strides", 2),
            Onnx.numbers("pads", 1, 0)),
        new int[] {1, 3, 9});
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool"})
  void padding_by_itself_is_that_of_onnx_runtime(String type) {
    for (String auto : List.of("VALID", "SAME_UPPER", "SAME_LOWER")) {
      assertSame(
          pool(
              type,
              17,
              new long[] {-1, 2, 6, 7},
              Onnx.numbers("kernel_shape", 3, 4),
              Onnx.numbers("strides", 2, 2),
              Onnx.text("auto_pad", auto)),
          new int[] {2, 2, 6, 7});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GlobalMaxPool", "GlobalAveragePool"})
  void pooling_of_the_whole_is_that_of_onnx_runtime(String type) {
    assertSame(pool(type, 11, new long[] {-1, 3, 4, 5}), new int[] {2, 3, 4, 5});
    assertSame(pool(type, 11, new long[] {-1, 3, 4}), new int[] {2, 3, 4});
  }

  @Test
  void what_pooling_cannot_be_is_refused_with_its_node() {
    long[] image = {1, 3, 7, 8};
    assertRefused(pool("MaxPool", 17, image)).hasMessageContaining("kernel_shape");
    assertRefused(
            pool(
                "MaxPool",
                17,
                image,
                Onnx.numbers("kernel_shape", 2, 2),
                Onnx.numbers("dilations", 2, 2)))
        .hasMessageContaining("without dilation")
        .hasMessageContaining("node y_node (MaxPool)");
    assertRefused(
            pool(
                "MaxPool",
                17,
                image,
                Onnx.numbers("kernel_shape", 2, 2),
                Onnx.numbers("pads", 2, 0, 0, 0)))
        .hasMessageContaining("Padding of");
    assertRefused(
            Onnx.opset(17)
                .input("x", image)
                .node("MaxPool", "x", List.of("y", "places"), Onnx.numbers("kernel_shape", 2, 2))
                .output("places"))
        .hasMessageContaining("output places");
  }

  private static Onnx pool(String type, int opset, long[] input, AttributeProto... attributes) {
    return Onnx.opset(opset).input("x", input).node(type, "x", "y", attributes).output("y");
  }
}
