package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import java.util.List;
import java.util.Map;

/** Cases of operators that bring values to a common scale. */
final class NormalizationCases {
  private NormalizationCases() {}

  static List<OperatorCase> all() {
    return List.of(
        batchNorm("batch_norm", 3, 4, 5),
        batchNorm("batch_norm_on_series", 3, 5),
        batchNorm("batch_norm_on_vectors", 6),
        CaseDrawing.of("softmax", 6).op(new Softmax()).done(),
        CaseDrawing.of("softmax_on_series", 3, 6).op(new Softmax()).done());
  }

  private static OperatorCase batchNorm(String name, int... sample) {
    int channels = sample[0];
    return CaseDrawing.of(name, sample)
        .op(
            new BatchNorm(1e-3f, 0.1f),
            Map.of(
                ConstantRole.GAMMA, dims(channels),
                ConstantRole.BETA, dims(channels),
                ConstantRole.MEAN, dims(channels),
                ConstantRole.VARIANCE, dims(channels)))
        .done();
  }
}
