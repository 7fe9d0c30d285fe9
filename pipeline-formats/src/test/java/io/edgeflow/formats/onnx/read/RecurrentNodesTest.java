package io.edgeflow.formats.onnx.read;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentNodesTest extends NodeContract {
  private static final int HIDDEN = 3;
  private static final int FEATURES = 2;

  private static Onnx layer(String type, String direction, boolean batchFirst, boolean biased) {
    int gates = type.equals("LSTM") ? 4 : 3;
    int ways = direction.equals("bidirectional") ? 2 : 1;
    Onnx onnx =
        batchFirst ? Onnx.opset(14).input("x", -1, 5, 2) : Onnx.opset(14).input("x", 5, 1, 2);
    drawn(onnx, "w", ways, (long) gates * HIDDEN, FEATURES);
    drawn(onnx, "r", ways, (long) gates * HIDDEN, HIDDEN);
    if (biased) {
      drawn(onnx, "b", ways, 2L * gates * HIDDEN);
    }
    return onnx;
  }

  private static void drawn(Onnx onnx, String name, long... dims) {
    int size = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    onnx.floats(name, dims, Onnx.values(size, name.hashCode()));
  }

  @ParameterizedTest
  @CsvSource({
    "forward,false,true",
    "reverse,false,true",
    "bidirectional,false,true",
    "bidirectional,false,false",
  })
  void both_kinds_give_their_series_and_its_end(
      String direction, boolean batchFirst, boolean biased) {
    for (String type : List.of("LSTM", "GRU")) {
      Onnx onnx =
          layer(type, direction, batchFirst, biased)
              .node(
                  type,
                  biased ? "x,w,r,b" : "x,w,r",
                  List.of("y", "end"),
                  Onnx.number("hidden_size", HIDDEN),
                  Onnx.text("direction", direction),
                  Onnx.number("layout", batchFirst ? 1 : 0),
                  Onnx.number(
                      type.equals("GRU") ? "linear_before_reset" : "input_forget",
                      type.equals("GRU") ? 1 : 0))
              .output("y")
              .output("end");

      assertSame(onnx, new int[] {5, 1, 2});
    }
  }
}
