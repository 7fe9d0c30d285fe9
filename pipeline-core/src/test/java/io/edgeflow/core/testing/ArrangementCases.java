package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.UnitAxis;
import java.util.List;
import java.util.Map;

/** Cases of operators that move values. */
final class ArrangementCases {
  private ArrangementCases() {}

  static List<OperatorCase> all() {
    return List.of(
        image("flatten", new Flatten()),
        image("reshape", new Reshape(List.of(6, 10))),
        image("transpose", Transpose.by(0, 2, 3, 1)),
        CaseDrawing.of("transpose_series", 3, 5).op(Transpose.by(0, 2, 1)).done(),
        image("pad", new Pad(List.of(0, 1, 2), List.of(1, 0, 1))),
        image("pad_with_a_number", new Pad(List.of(0, 1, 2), List.of(1, 0, 1), -1.5f)),
        concat("concat", 1),
        concat("concat_rows", 2),
        units("squeeze", new UnitAxis.Squeeze(List.of(3)), 3, 5, 1),
        units("squeeze_channel", new UnitAxis.Squeeze(List.of(1)), 1, 4, 5),
        units("squeeze_two", new UnitAxis.Squeeze(List.of(2, 3)), 3, 1, 1),
        units("unsqueeze", new UnitAxis.Unsqueeze(List.of(2)), 3, 5),
        units("unsqueeze_vector", new UnitAxis.Unsqueeze(List.of(1, 3)), 6),
        CaseDrawing.of("unsqueeze_image", 3, 4, 5)
            .op(new GlobalAvgPool())
            .op(new UnitAxis.Squeeze(List.of(3)))
            .op(new UnitAxis.Unsqueeze(List.of(1, 2)))
            .done());
  }

  private static OperatorCase units(String name, Op op, int... sample) {
    return CaseDrawing.of(name, sample).op(op).done();
  }

  private static OperatorCase image(String name, Op op) {
    return CaseDrawing.of(name, 3, 4, 5).op(op).done();
  }

  private static OperatorCase concat(String name, int axis) {
    return CaseDrawing.of(name, 3, 4, 5)
        .op("other", new Mul(), Map.of(ConstantRole.OPERAND, dims(3, 4, 5)))
        .from("shift", "other")
        .op(new Concat(axis))
        .done();
  }
}
