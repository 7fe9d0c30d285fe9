package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Selection.Embedding;
import io.edgeflow.core.graph.op.Selection.Slice;
import java.util.List;
import java.util.Map;

/** Cases of operators that give some of the values that they read. */
final class SelectionCases {
  private SelectionCases() {}

  static List<OperatorCase> all() {
    return List.of(
        CaseDrawing.of("slice", 6).op(Slice.of(1, 1, 4)).done(),
        CaseDrawing.of("slice_first", 6, 5).op(Slice.of(1, 0, 1)).done(),
        CaseDrawing.of("slice_last", 6, 5).op(Slice.of(2, 4, 5)).done(),
        CaseDrawing.of("slice_step", 3, 4, 7).op(new Slice(3, 1, 7, 2)).done(),
        CaseDrawing.of("slice_step_rest", 3, 6, 4).op(new Slice(2, 0, 5, 3)).done(),
        CaseDrawing.of("slice_channels", 5, 4, 3).op(new Slice(1, 0, 5, 2)).done(),
        CaseDrawing.ofIds("embedding", 7, 5)
            .op(new Embedding(), Map.of(ConstantRole.WEIGHT, dims(7, 3)))
            .done(),
        CaseDrawing.ofIds("embedding_of_more_rows_than_8_bits_count", 300, 4)
            .op(new Embedding(), Map.of(ConstantRole.WEIGHT, dims(300, 3)))
            .done(),
        CaseDrawing.of("slice_as_split", 7, 2)
            .op("first", Slice.of(1, 0, 3))
            .from("shift")
            .op("second", Slice.of(1, 3, 6))
            .from("shift")
            .op("third", Slice.of(1, 6, 7))
            .from("third", "first", "second")
            .op(new Concat(1))
            .done());
  }
}
