package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.graph.op.Reduction.ReduceMax;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Reduction.ReduceSum;
import io.edgeflow.core.graph.op.Size;
import java.util.List;

/** Cases of operators that make one number of several. */
final class ReductionCases {
  private static final int[] IMAGE = {3, 4, 5};
  private static final int[] SERIES = {6, 5};

  private ReductionCases() {}

  static List<OperatorCase> all() {
    return List.of(
        one("reduce_mean", new ReduceMean(List.of(1), false), SERIES),
        one("reduce_mean_last", new ReduceMean(List.of(2), true), SERIES),
        one("reduce_mean_vector", new ReduceMean(List.of(1), true), 6),
        one("reduce_mean_space", new ReduceMean(List.of(2, 3), false), IMAGE),
        one("reduce_mean_channels", new ReduceMean(List.of(1), true), IMAGE),
        one("reduce_mean_all", new ReduceMean(List.of(1, 2, 3), true), IMAGE),
        one("reduce_max", new ReduceMax(List.of(1), false), SERIES),
        one("reduce_max_space", new ReduceMax(List.of(2, 3), true), IMAGE),
        one("reduce_max_mixed", new ReduceMax(List.of(1, 3), false), IMAGE),
        one("reduce_sum", new ReduceSum(List.of(2), false), SERIES),
        one("reduce_sum_rows", new ReduceSum(List.of(2), true), IMAGE),
        one("reduce_sum_mixed", new ReduceSum(List.of(1, 2), false), IMAGE),
        CaseDrawing.of("reduce_sum_of_pooled", IMAGE)
            .op(new MaxPool2d(Size.square(2), Size.square(1)))
            .op(new ReduceSum(List.of(3), false))
            .done(),
        one("arg_max", new ArgMax(1, true), 6),
        one("arg_max_series", new ArgMax(1, false), SERIES),
        one("arg_max_channels", new ArgMax(1, false), IMAGE),
        CaseDrawing.of("arg_max_of_equals", IMAGE)
            .op(new MaxPool2d(Size.square(2), Size.square(1)))
            .op(new ArgMax(3, false))
            .done(),
        one("arg_max_columns", new ArgMax(3, true), IMAGE));
  }

  private static OperatorCase one(String name, Op op, int... sample) {
    return CaseDrawing.of(name, sample).op(op).done();
  }
}
