package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.formats.read.ImportedModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationNodesTest extends NodeContract {
  @Test
  void batch_normalization_is_that_of_onnx_runtime() {
    for (int[] input : new int[][] {{2, 3}, {2, 3, 4}, {2, 3, 4, 5}}) {
      ImportedModel model = assertSame(batchNorm(input), input);

      assertThat(model.graph().nodes().get(0).op()).isInstanceOf(Normalization.BatchNorm.class);
    }
  }

  @Test
  void batch_normalization_of_another_axis_is_a_factor_and_a_shift() {
    Onnx onnx =
        statistics(Onnx.opset(17), 4)
            .input("x", -1, 3, 4)
            .longs("rows", -1, 4)
            .node("Reshape", "x,rows", "r")
            .node("BatchNormalization", "r,g,b,m,v", "n")
            .longs("back", -1, 3, 4)
            .node("Reshape", "n,back", "y")
            .output("y");

    assertSame(onnx, new int[] {2, 3, 4});
  }

  @Test
  void batch_normalization_in_training_is_refused() {
    assertRefused(
            statistics(Onnx.opset(17), 3)
                .input("x", 1, 3)
                .node("BatchNormalization", "x,g,b,m,v", "y", Onnx.number("training_mode", 1))
                .output("y"))
        .hasMessageContaining("in training");
  }

  @Test
  void instance_normalization_is_that_of_onnx_runtime() {
    assertSame(
        statistics(Onnx.opset(17), 3)
            .input("x", -1, 3, 4, 5)
            .node("InstanceNormalization", "x,g,b", "y", Onnx.real("epsilon", 0.01))
            .output("y"),
        new int[] {2, 3, 4, 5});
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 2})
  void layer_normalization_is_that_of_onnx_runtime(int axis) {
    long[] shape = axis == 1 ? new long[] {3, 4} : new long[] {4};
    for (String inputs : new String[] {"x,g,b", "x,g"}) {
      assertSame(
          Onnx.opset(17)
              .input("x", -1, 3, 4)
              .drawn("g", 1, shape)
              .drawn("b", 2, shape)
              .node(
                  "LayerNormalization",
                  inputs,
                  "y",
                  Onnx.number("axis", axis),
                  Onnx.real("epsilon", 0.001))
              .output("y"),
          new int[] {2, 3, 4});
    }
  }

  @Test
  void group_normalization_is_that_of_onnx_runtime() {
    assertSame(
        statistics(Onnx.opset(21), 6)
            .input("x", -1, 6, 4, 5)
            .node("GroupNormalization", "x,g,b", "y", Onnx.number("num_groups", 3))
            .output("y"),
        new int[] {2, 6, 4, 5});
    assertSame(
        statistics(Onnx.opset(18), 3)
            .input("x", -1, 6, 4, 5)
            .node("GroupNormalization", "x,g,b", "y", Onnx.number("num_groups", 3))
            .output("y"),
        new int[] {2, 6, 4, 5});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, -1, -2})
  void softmax_goes_along_one_axis(int axis) {
    assertSame(softmax(13, axis), new int[] {2, 3, 4, 5});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, -1})
  void softmax_of_old_goes_along_all_axes_from_one_on(int axis) {
    assertSame(softmax(12, axis), new int[] {2, 3, 4, 5});
  }

  @Test
  void softmax_along_the_batch_is_refused() {
    assertRefused(softmax(13, 0)).hasMessageContaining("batch");
  }

  private static Onnx softmax(int opset, int axis) {
    return Onnx.opset(opset)
        .input("x", -1, 3, 4, 5)
        .node("Softmax", "x", "y", Onnx.number("axis", axis))
        .output("y");
  }

  private static Onnx batchNorm(int... input) {
    long[] sizes = Arrays.stream(input).asLongStream().toArray();
    sizes[0] = -1;
    return statistics(Onnx.opset(15), 3)
        .input("x", sizes)
        .node("BatchNormalization", "x,g,b,m,v", "y", Onnx.real("epsilon", 0.01))
        .output("y");
  }

  private static Onnx statistics(Onnx onnx, int channels) {
    float[] variance = Onnx.values(channels, 4);
    for (int i = 0; i < channels; i++) {
      variance[i] = Math.abs(variance[i]) + 0.1f;
    }
    long[] shape = {channels};
    return onnx.floats("g", shape, Onnx.values(channels, 1))
        .floats("b", shape, Onnx.values(channels, 2))
        .floats("m", shape, Onnx.values(channels, 3))
        .floats("v", shape, variance);
  }
}
