package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Files of one operator, without a runtime. */
class TfliteCheckTest {
  @ParameterizedTest
  @CsvSource({
    BuiltinOperator.COS + ", COS",
    BuiltinOperator.WHILE + ", WHILE",
    BuiltinOperator.CUSTOM + ", CUSTOM",
    "9999, numbered 9999"
  })
  void an_operator_that_we_do_not_write_is_refused_by_name(int builtin, String name) {
    byte[] file = file(builtin, 2);

    assertThatThrownBy(() -> TfliteFile.read(file, "model.tflite"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("the operator " + name)
        .hasMessageContaining("model.tflite");
  }

  @Test
  void an_operator_that_we_write_is_read() {
    assertThat(TfliteFile.read(file(BuiltinOperator.RELU, 2), "here")).isNotNull();
  }

  @Test
  void an_output_of_a_shape_that_the_operator_does_not_give_is_refused() {
    byte[] file = file(BuiltinOperator.RELU, 3);

    assertThatThrownBy(() -> TfliteFile.read(file, "here"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("tensor y of a shape that its operator does not give");
  }

  @Test
  void an_operator_that_lacks_an_input_is_refused() {
    byte[] file = file(BuiltinOperator.ADD, 2);

    assertThatThrownBy(() -> TfliteFile.read(file, "here"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("an operator without its inputs");
  }

  private static byte[] file(int builtin, int outputs) {
    FlatFile file = new FlatFile();
    int x = file.activation("x", List.of(1, 2), TensorType.FLOAT32, null);
    int y = file.activation("y", List.of(1, outputs), TensorType.FLOAT32, null);
    file.step(builtin, 1, List.of(x), y, Options.NONE);
    return file.bytes(Map.of("x", x), Map.of("y", y), "test");
  }
}
