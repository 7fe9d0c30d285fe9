package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Product.MatMul;
import java.util.List;
import java.util.Map;

/** Cases of operators that multiply two tensors. */
final class ProductCases {
  private ProductCases() {}

  static List<OperatorCase> all() {
    return List.of(
        product("mat_mul", false, 3, 5),
        product("mat_mul_transposed", true, 3, 5),
        product("mat_mul_heads", false, 2, 3, 4),
        product("mat_mul_heads_transposed", true, 2, 3, 4));
  }

  /** A tensor with another, which is made of it: {@code x (c x)ᵀ} either way. */
  private static OperatorCase product(String name, boolean transposeSecond, int... sample) {
    CaseDrawing drawing =
        CaseDrawing.of(name, sample)
            .op("other", new Mul(), Map.of(ConstantRole.OPERAND, dims(sample)));
    if (!transposeSecond) {
      drawing.op("turned", sample.length == 2 ? Transpose.by(0, 2, 1) : Transpose.by(0, 1, 3, 2));
    }
    return drawing
        .from("shift", transposeSecond ? "other" : "turned")
        .op(new MatMul(transposeSecond))
        .done();
  }
}
