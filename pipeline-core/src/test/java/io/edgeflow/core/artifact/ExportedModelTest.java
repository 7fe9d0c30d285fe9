package io.edgeflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportedModelTest {
  @ParameterizedTest
  @CsvSource({
    "ONNX, FP32, model.fp32.onnx",
    "ONNX, INT8, model.int8.onnx",
    "TFLITE, FP32, model.fp32.tflite",
    "TFLITE, INT8, model.int8.tflite"
  })
  void the_file_name_says_precision_and_format(Format format, Precision precision, String name) {
    assertThat(ExportedModel.fileName(format, precision)).isEqualTo(name);
  }

  @Test
  void each_closed_choice_answers_the_word_of_the_configuration() {
    assertThat(Format.ONNX.id()).isEqualTo("onnx");
    assertThat(Format.TFLITE.id()).isEqualTo("tflite");
    assertThat(Precision.FP32.id()).isEqualTo("fp32");
    assertThat(Precision.INT8.id()).isEqualTo("int8");
  }

  @Test
  void an_exported_model_survives_json() {
    Artifact file = new Artifact("model.int8.onnx", "ab".repeat(32), 12);
    ExportedModel model = new ExportedModel(file, Format.ONNX, Precision.INT8);

    assertThat(Json.text(model))
        .endsWith(",\"format\":\"ONNX\",\"precision\":\"INT8\"}")
        .startsWith("{\"file\":{\"name\":\"model.int8.onnx\"");
    assertThat(Json.read(Json.text(model), ExportedModel.class, "test")).isEqualTo(model);
  }

  @Test
  void int8_alone_is_calibrated_and_8_bit_weights_make_answers_of_steps() {
    assertThat(Precision.values())
        .filteredOn(Precision::calibrated)
        .containsExactly(Precision.INT8);
    assertThat(Precision.values())
        .filteredOn(Precision::integerProducts)
        .containsExactly(Precision.INT8_WEIGHTS, Precision.INT8);
  }
}
