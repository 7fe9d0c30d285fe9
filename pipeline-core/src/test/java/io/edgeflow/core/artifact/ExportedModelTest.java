package io.edgeflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import org.junit.jupiter.api.Test;

class ExportedModelTest {
  @Test
  void a_file_is_named_by_its_precision_and_its_format() {
    assertThat(ExportedModel.fileName(Format.TFLITE, Precision.INT8))
        .isEqualTo("model.int8.tflite");
    assertThat(ExportedModel.fileName(Format.ONNX, Precision.FP32)).isEqualTo("model.fp32.onnx");
  }
}
