package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Border;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import java.util.List;

/** Cases of operators that summarize windows. */
final class PoolingCases {
  private static final Size TWO = Size.square(2);
  private static final Size THREE = Size.square(3);

  private PoolingCases() {}

  static List<OperatorCase> all() {
    return List.of(
        image("max_pool2d", new MaxPool2d(TWO, TWO)),
        image("max_pool2d_overlapping", new MaxPool2d(Size.square(3), new Size(1, 2))),
        image("avg_pool2d", new AvgPool2d(TWO, TWO)),
        image("avg_pool2d_overlapping", new AvgPool2d(Size.square(3), new Size(1, 2))),
        max("max_pool2d_same", 2, Border.of(new Pads(0, 0, 1, 0))),
        max("max_pool2d_padded", 2, Border.of(Pads.all(1))),
        max("max_pool2d_padded_1", 1, Border.of(Pads.all(1))),
        max("max_pool2d_uneven", 2, Border.of(new Pads(2, 0, 1, 1))),
        max("max_pool2d_ceil", 2, new Border(Pads.NONE, true, false)),
        max("max_pool2d_padded_ceil", 2, new Border(Pads.all(1), true, false)),
        avg("avg_pool2d_same", 1, Border.of(Pads.all(1))),
        avg("avg_pool2d_padded", 2, Border.of(Pads.all(1))),
        avg("avg_pool2d_counted", 2, new Border(Pads.all(1), false, true)),
        avg("avg_pool2d_uneven", 2, Border.of(new Pads(2, 0, 1, 1))),
        avg("avg_pool2d_uneven_counted", 2, new Border(new Pads(2, 0, 1, 1), false, true)),
        avg("avg_pool2d_ceil", 2, new Border(Pads.NONE, true, false)),
        avg("avg_pool2d_ceil_counted", 2, new Border(Pads.all(1), true, true)),
        avg("avg_pool2d_padded_ceil", 2, new Border(Pads.all(1), true, false)),
        behindPad("max_pool2d_behind_pad", new MaxPool2d(THREE, TWO, Border.of(Pads.all(1)))),
        behindPad("avg_pool2d_behind_pad", new AvgPool2d(THREE, TWO, Border.of(Pads.all(1)))),
        image("global_avg_pool", new GlobalAvgPool()));
  }

  private static OperatorCase max(String name, int stride, Border border) {
    return image(name, new MaxPool2d(THREE, new Size(2, stride), border));
  }

  private static OperatorCase avg(String name, int stride, Border border) {
    return image(name, new AvgPool2d(THREE, new Size(2, stride), border));
  }

  private static OperatorCase behindPad(String name, Op op) {
    return CaseDrawing.of(name, 3, 5, 6)
        .op(new Pad(List.of(0, 1, 1), List.of(0, 1, 1)))
        .op(op)
        .done();
  }

  private static OperatorCase image(String name, Op op) {
    return CaseDrawing.of(name, 3, 5, 6).op(op).done();
  }
}
