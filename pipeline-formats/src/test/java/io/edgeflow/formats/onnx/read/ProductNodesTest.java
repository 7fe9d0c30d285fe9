package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Product;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.formats.read.ImportedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductNodesTest extends NodeContract {
  @ParameterizedTest
  @CsvSource({"1, 1, 0, 0", "0.5, 2, 0, 1", "2, 0, 0, 1"})
  void gemm_is_a_layer(float alpha, float beta, int transA, int transB) {
    Onnx onnx =
        Onnx.opset(17)
            .input("x", -1, 3)
            .floats("w", transB == 1 ? new long[] {4, 3} : new long[] {3, 4}, Onnx.values(12, 1))
            .drawn("b", 2, 4)
            .node(
                "Gemm",
                "x,w,b",
                "y",
                Onnx.real("alpha", alpha),
                Onnx.real("beta", beta),
                Onnx.number("transA", transA),
                Onnx.number("transB", transB))
            .output("y");

    ImportedModel model = assertSame(onnx, new int[] {2, 3});

    assertThat(model.graph().nodes())
        .extracting(n -> n.op())
        .containsExactly(new Weighted.Linear());
  }

  @Test
  void gemm_adds_a_row_or_a_number_to_each_row() {
    for (long[] shape : new long[][] {{1, 4}, {1}, {}, {1, 1}}) {
      assertSame(
          Onnx.opset(11)
              .input("x", -1, 3)
              .drawn("w", 1, 3, 4)
              .drawn("b", 2, shape)
              .node("Gemm", "x,w,b", "y")
              .output("y"),
          new int[] {2, 3});
    }
  }

  @Test
  void gemm_that_adds_another_row_to_each_is_refused() {
    assertRefused(
            Onnx.opset(17)
                .input("x", 2, 3)
                .drawn("w", 1, 3, 4)
                .drawn("b", 2, 2, 4)
                .node("Gemm", "x,w,b", "y")
                .output("y"))
        .hasMessageContaining("the same to each row")
        .hasMessageContaining("node y_node (Gemm)");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void a_product_with_a_constant_matrix_is_a_layer(long batch) {
    int rows = batch < 0 ? 2 : 1;
    for (long[] weight : new long[][] {{4, 5}, {1, 4, 5}, {4}}) {
      ImportedModel model =
          assertSame(
              Onnx.opset(17)
                  .input("x", batch, 3, 4)
                  .drawn("w", 1, weight)
                  .node("MatMul", "x,w", "y")
                  .output("y"),
              new int[] {rows, 3, 4});

      assertThat(model.graph().nodes().get(0).op()).isEqualTo(new Weighted.Linear());
    }
  }

  @Test
  void a_product_of_a_constant_matrix_is_a_layer_over_the_other_axis() {
    for (long[] weight : new long[][] {{5, 3}, {3}}) {
      assertSame(
          Onnx.opset(17)
              .input("x", -1, 3, 4)
              .drawn("w", 1, weight)
              .node("MatMul", "w,x", "y")
              .output("y"),
          new int[] {2, 3, 4});
    }
  }

  @Test
  void a_channels_last_image_is_flattened_as_it_lies_and_the_weight_moves() {
    ImportedModel model =
        assertSame(
            Onnx.opset(17)
                .input("x", -1, 3, 4, 5)
                .node("Relu", "x", "r")
                .node("Transpose", "r", "t", Onnx.numbers("perm", 0, 2, 3, 1))
                .node("Flatten", "t", "f")
                .drawn("w", 1, 60, 2)
                .node("MatMul", "f,w", "y")
                .output("y"),
            new int[] {2, 3, 4, 5});

    assertThat(model.graph().nodes())
        .extracting(n -> n.op())
        .containsExactly(new Elementwise.Relu(), new Arrangement.Flatten(), new Weighted.Linear());
  }

  @Test
  void a_product_with_a_stack_of_constants_is_refused() {
    assertRefused(
            Onnx.opset(17)
                .input("x", 1, 3, 2, 4)
                .drawn("w", 1, 3, 4, 5)
                .node("MatMul", "x,w", "y")
                .output("y"))
        .hasMessageContaining("one constant matrix");
  }

  @Test
  void a_product_of_two_tensors_takes_the_second_as_it_lies() {
    ImportedModel model =
        assertSame(
            Onnx.opset(17)
                .input("x", -1, 2, 3, 4)
                .node("Transpose", "x", "t", Onnx.numbers("perm", 0, 1, 3, 2))
                .node("MatMul", "x,t", "y")
                .output("y"),
            new int[] {2, 2, 3, 4});

    assertThat(model.graph().nodes())
        .extracting(n -> n.op())
        .containsExactly(new Product.MatMul(true));
  }

  @Test
  void heads_that_are_merged_with_the_batch_are_found_again() {
    ImportedModel model =
        assertSame(
            Onnx.opset(17)
                .input("x", -1, 2, 3, 4)
                .longs("merged", -1, 3, 4)
                .node("Reshape", "x,merged", "m")
                .node("Transpose", "m", "t", Onnx.numbers("perm", 0, 2, 1))
                .node("MatMul", "m,t", "p")
                .longs("apart", -1, 2, 3, 3)
                .node("Reshape", "p,apart", "y")
                .output("y"),
            new int[] {2, 2, 3, 4});

    assertThat(model.graph().nodes()).hasSize(1);
  }
}
