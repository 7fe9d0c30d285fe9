package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import java.util.List;

/** Cases of operators that summarize windows. */
final class PoolingCases {
  private static final Size TWO = Size.square(2);

  private PoolingCases() {}

  static List<OperatorCase> all() {
    return List.of(
        image("max_pool2d", new MaxPool2d(TWO, TWO)),
        image("max_pool2d_overlapping", new MaxPool2d(Size.square(3), new Size(1, 2))),
        image("avg_pool2d", new AvgPool2d(TWO, TWO)),
        image("avg_pool2d_overlapping", new AvgPool2d(Size.square(3), new Size(1, 2))),
        image("global_avg_pool", new GlobalAvgPool()));
  }

  private static OperatorCase image(String name, Op op) {
    return CaseDrawing.of(name, 3, 5, 6).op(op).done();
  }
}
