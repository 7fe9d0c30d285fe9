package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionNodesTest extends NodeContract {
  @ParameterizedTest
  @CsvSource({
    // strides, dilations, pads top left bottom right, groups
    "1 1, 1 1, 0 0 0 0, 1",
    "2 1, 1 2, 1 2 0 3, 1",
    "1 2, 2 1, 2 0 1 1, 2",
    "2 2, 1 1, 1 1 1 1, 4"
  })
  void a_convolution_of_images_is_that_of_onnx_runtime(
      String strides, String dilations, String pads, int groups) {
    assertSame(
        conv(
            11,
            new long[] {-1, 4, 9, 8},
            new long[] {8, 4 / groups, 3, 2},
            ints("strides", strides),
            ints("dilations", dilations),
            ints("pads", pads),
            Onnx.number("group", groups)),
        new int[] {2, 4, 9, 8});
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0 0, 1", "2, 1, 2 1, 1", "1, 3, 0 4, 3"})
  void a_convolution_of_series_is_that_of_onnx_runtime(
      String strides, String dilations, String pads, int groups) {
    assertSame(
        conv(
            17,
            new long[] {1, 3, 11},
            new long[] {6, 3 / groups, 3},
            ints("strides", strides),
            ints("dilations", dilations),
            ints("pads", pads),
            Onnx.number("group", groups)),
        new int[] {1, 3, 11});
  }

  @ParameterizedTest
  @ValueSource(strings = {"VALID", "SAME_UPPER", "SAME_LOWER"})
  void padding_by_itself_is_that_of_onnx_runtime(String auto) {
    for (long stride : new long[] {1, 2, 3}) {
      assertSame(
          conv(
              17,
              new long[] {-1, 2, 7, 8},
              new long[] {3, 2, 4, 3},
              Onnx.text("auto_pad", auto),
              Onnx.numbers("strides", stride, 2)),
          new int[] {2, 2, 7, 8});
    }
  }

  @ParameterizedTest
  @CsvSource({
    // strides, dilations, pads, output padding, groups
    "1 1, 1 1, 0 0 0 0, 0 0, 1",
    "2 3, 1 1, 1 0 0 1, 1 2, 1",
    "2 2, 2 1, 1 1 1 1, 0 1, 2"
  })
  void a_transposed_convolution_is_that_of_onnx_runtime(
      String strides, String dilations, String pads, String outputPads, int groups) {
    assertSame(
        transposed(
            new long[] {-1, 4, 5, 4},
            new long[] {4, 6 / groups, 3, 3},
            ints("strides", strides),
            ints("dilations", dilations),
            ints("pads", pads),
            ints("output_padding", outputPads),
            Onnx.number("group", groups)),
        new int[] {2, 4, 5, 4});
  }

  @Test
  void a_transposed_convolution_of_series_goes_over_images_of_height_1() {
    assertSame(
        transposed(
            new long[] {-1, 2, 5},
            new long[] {2, 3, 4},
            Onnx.numbers("strides", 2),
            Onnx.numbers("pads", 1, 0),
            Onnx.numbers("output_padding", 1)),
        new int[] {2, 2, 5});
  }

  @Test
  void the_shape_that_a_transposed_convolution_is_to_give_sets_its_pads() {
    for (String auto : List.of("NOTSET", "SAME_UPPER", "SAME_LOWER")) {
      assertSame(
          transposed(
              new long[] {-1, 2, 4, 4},
              new long[] {2, 3, 4, 3},
              Onnx.text("auto_pad", auto),
              Onnx.numbers("output_shape", 9, 8),
              Onnx.numbers("strides", 2, 2)),
          new int[] {2, 2, 4, 4});
    }
  }

  @Test
  void what_a_convolution_cannot_be_is_refused_with_its_node() {
    long[] image = {1, 2, 7, 8};
    long[] kernel = {3, 2, 3, 3};
    assertRefused(conv(17, image, kernel, Onnx.text("auto_pad", "SOME")))
        .hasMessageContaining("SOME")
        .hasMessageContaining("node y_node (Conv)");
    assertRefused(conv(17, image, kernel, Onnx.numbers("strides", 0, 1)))
        .hasMessageContaining("strides");
    assertRefused(conv(17, image, kernel, Onnx.numbers("pads", 1, 1))).hasMessageContaining("pads");
    assertRefused(conv(17, image, kernel, Onnx.numbers("kernel_shape", 5, 5)))
        .hasMessageContaining("kernel_shape");
    assertRefused(conv(17, image, kernel, Onnx.real("strides", 1)))
        .hasMessageContaining("The attribute strides is no ints");
    assertRefused(conv(17, image, kernel, Onnx.number("group", 0)))
        .hasMessageContaining("Groups of 0");
    assertRefused(conv(17, image, kernel, Onnx.number("else", 1)))
        .hasMessageContaining("does not know")
        .hasMessageContaining("else");
    assertRefused(conv(17, new long[] {1, 2, 4, 4, 4}, new long[] {3, 2, 3, 3, 3}))
        .hasMessageContaining("3 axes of space");
    assertRefused(
            Onnx.opset(17)
                .input("x", 1, 2, 4, 4)
                .input("w", 3, 2, 2, 2)
                .node("Conv", "x,w", "y")
                .output("y"))
        .hasMessageContaining("computed");
  }

  private static Onnx conv(int opset, long[] input, long[] weight, AttributeProto... attributes) {
    return weighted(opset, "Conv", (int) weight[0], input, weight, attributes);
  }

  private static Onnx transposed(long[] input, long[] weight, AttributeProto... attributes) {
    int groups =
        Arrays.stream(attributes)
            .filter(a -> a.getName().equals("group"))
            .mapToInt(a -> (int) a.getI())
            .findFirst()
            .orElse(1);
    return weighted(17, "ConvTranspose", (int) weight[1] * groups, input, weight, attributes);
  }

  private static Onnx weighted(
      int opset, String type, int out, long[] input, long[] weight, AttributeProto... attributes) {
    return Onnx.opset(opset)
        .input("x", input)
        .drawn("w", 1, weight)
        .floats("b", new long[] {out}, Onnx.values(out, 2))
        .node(type, "x,w,b", "y", attributes)
        .output("y");
  }

  private static AttributeProto ints(String name, String values) {
    List<Long> numbers = new ArrayList<>();
    for (String value : values.split(" ", -1)) {
      numbers.add(Long.parseLong(value));
    }
    return Onnx.numbers(name, numbers.stream().mapToLong(Long::longValue).toArray());
  }
}
