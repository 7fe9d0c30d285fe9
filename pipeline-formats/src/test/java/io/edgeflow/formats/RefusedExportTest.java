package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that would become files of wrong numbers, or files that a runtime cannot load. */
class RefusedExportTest {
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_weight_that_is_not_finite_is_refused_in_every_format(float value) {
    ModelGraph graph = network(1, value, 1);

    for (Format format : Format.values()) {
      for (Precision precision : Precision.values()) {
        assertThatThrownBy(() -> ModelExporter.export(graph, format, precision))
            .isInstanceOf(PipelineException.class)
            .hasMessageContaining("not finite")
            .hasMessageContaining("node fc, bias");
      }
    }
  }

  @Test
  void a_layer_that_calibration_saw_only_zeros_behind_is_refused_where_it_could_not_be_loaded() {
    ModelGraph dead = network(1, 0, 0);

    assertThatThrownBy(() -> ModelExporter.export(dead, Format.TFLITE, Precision.INT8))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("dead")
        .hasMessageContaining("node fc");
    assertThat(ModelExporter.export(dead, Format.TFLITE, Precision.FP32)).isNotEmpty();
    assertThat(ModelExporter.export(dead, Format.ONNX, Precision.INT8)).isNotEmpty();
  }

  private static ModelGraph network(float weight, float bias, float largest) {
    return new GraphBuilder("small", Shape.batchOf(1))
        .apply(
            "fc",
            new Linear(),
            Map.of(
                ConstantRole.WEIGHT,
                Constant.trainable(Tensor.of(new int[] {1, 1}, new float[] {weight})),
                ConstantRole.BIAS,
                Constant.trainable(Tensor.of(new int[] {1}, new float[] {bias}))))
        .apply("relu", new Relu())
        .build(null, null)
        .withRanges(Map.of("input", new ValueRange(-1, 1), "relu", new ValueRange(0, largest)));
  }
}
