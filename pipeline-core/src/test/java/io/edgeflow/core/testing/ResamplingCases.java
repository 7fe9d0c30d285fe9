package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import io.edgeflow.core.graph.op.Resampling.Resize;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;
import java.util.Map;

/** Cases of operators that give an image of another size. */
final class ResamplingCases {
  private static final Size LARGER = new Size(8, 9);
  private static final Size OTHER = new Size(7, 4);

  private ResamplingCases() {}

  static List<OperatorCase> all() {
    return List.of(
        one("resize_nearest", LARGER, Mode.NEAREST, Coordinates.ASYMMETRIC),
        one("resize_nearest_uneven", OTHER, Mode.NEAREST, Coordinates.ASYMMETRIC),
        one("resize_nearest_exact", LARGER, Mode.NEAREST, Coordinates.HALF_PIXEL),
        one("resize_nearest_exact_uneven", OTHER, Mode.NEAREST, Coordinates.HALF_PIXEL),
        one("resize_bilinear", LARGER, Mode.BILINEAR, Coordinates.HALF_PIXEL),
        one("resize_bilinear_uneven", OTHER, Mode.BILINEAR, Coordinates.HALF_PIXEL),
        one("resize_bilinear_corners", LARGER, Mode.BILINEAR, Coordinates.ALIGN_CORNERS),
        one("resize_bilinear_corners_uneven", OTHER, Mode.BILINEAR, Coordinates.ALIGN_CORNERS),
        CaseDrawing.of("resize_by_five_sixths_into_linear", 2, 6, 6)
            .op(new Resize(new Size(5, 5), Mode.BILINEAR, Coordinates.HALF_PIXEL))
            .op(new Flatten())
            .op("scores", new Linear(), Map.of(ConstantRole.WEIGHT, new int[] {3, 50}))
            .done(),
        one("resize_to_a_row", new Size(1, 6), Mode.BILINEAR, Coordinates.ALIGN_CORNERS));
  }

  private static OperatorCase one(String name, Size size, Mode mode, Coordinates coordinates) {
    return CaseDrawing.of(name, 2, 4, 6).op(new Resize(size, mode, coordinates)).done();
  }
}
