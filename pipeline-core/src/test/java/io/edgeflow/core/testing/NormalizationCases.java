package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Normalization.InstanceNorm;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import java.util.Arrays;
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
        CaseDrawing.of("softmax_on_series", 3, 6).op(new Softmax()).done(),
        layerNorm("layer_norm", 1, 8),
        layerNorm("layer_norm_on_series", 1, 3, 8),
        layerNorm("layer_norm_of_series", 2, 3, 8),
        layerNorm("layer_norm_of_rows_of_images", 1, 3, 4, 5),
        layerNorm("layer_norm_of_channels_of_images", 2, 3, 4, 5),
        CaseDrawing.of("layer_norm_without_factor", 3, 8).op(new LayerNorm(1e-2f, 1)).done(),
        CaseDrawing.of("layer_norm_of_images_without_factor", 3, 4, 2)
            .op(new LayerNorm(1e-5f, 3))
            .done(),
        instanceNorm("instance_norm", 3, 4, 5),
        instanceNorm("instance_norm_on_series", 3, 8),
        CaseDrawing.of("instance_norm_without_factor", 3, 4, 4).op(new InstanceNorm(1e-2f)).done(),
        layerNormBetweenReaders(),
        CaseDrawing.of("softmax_on_vectors_axis_1", 6).op(new Softmax(1)).done(),
        CaseDrawing.of("softmax_on_series_axis_1", 3, 6).op(new Softmax(1)).done(),
        CaseDrawing.of("softmax_on_images", 3, 4, 5).op(new Softmax()).done(),
        CaseDrawing.of("softmax_on_images_axis_1", 3, 4, 5).op(new Softmax(1)).done(),
        CaseDrawing.of("softmax_on_images_axis_2", 3, 4, 5).op(new Softmax(2)).done());
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

  private static OperatorCase layerNorm(String name, int axes, int... sample) {
    int[] normalized = Arrays.copyOfRange(sample, sample.length - axes, sample.length);
    return CaseDrawing.of(name, sample)
        .op(
            new LayerNorm(1e-5f, axes),
            Map.of(ConstantRole.GAMMA, normalized, ConstantRole.BETA, normalized))
        .done();
  }

  private static OperatorCase instanceNorm(String name, int... sample) {
    int[] channels = dims(sample[0]);
    return CaseDrawing.of(name, sample)
        .op(
            new InstanceNorm(1e-5f),
            Map.of(ConstantRole.GAMMA, channels, ConstantRole.BETA, channels))
        .done();
  }

  /** As in a transformer: what is normalized is added to what comes of it, and normalized. */
  private static OperatorCase layerNormBetweenReaders() {
    return CaseDrawing.of("layer_norm_beside_its_input", 3, 8)
        .op("relu", new Relu())
        .op("norm", new LayerNorm(1e-5f, 2))
        .from("relu", "norm")
        .op(new Add())
        .op(new LayerNorm(1e-5f, 1))
        .done();
  }
}
