package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.ModelReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that an ONNX model lies in. */
class WeightFilesTest {
  @TempDir private Path folder;

  private Path model(String... locations) {
    Onnx onnx = Onnx.opset(17).input("x", -1, 2).output("y");
    for (int i = 0; i < locations.length; i++) {
      onnx.constant(
          Onnx.tensor("w" + i, DataType.FLOAT_VALUE, 2)
              .setDataLocation(TensorProto.DataLocation.EXTERNAL)
              .addExternalData(
                  StringStringEntryProto.newBuilder().setKey("location").setValue(locations[i]))
              .build());
    }
    return onnx.node("Add", "x,w0", "y").write(folder.resolve("model.onnx"));
  }

  @Test
  void a_model_lies_in_its_own_file_and_in_those_of_its_weights_each_once() throws IOException {
    Path first = Files.write(folder.resolve("a.bin"), new byte[8]).toRealPath();
    Path second = Files.write(folder.resolve("b.bin"), new byte[8]).toRealPath();

    Path model = model("b.bin", "a.bin", "b.bin");

    assertThat(ModelReader.files(model)).containsExactly(model, first, second);
  }

  @Test
  void weights_that_are_missing_or_elsewhere_are_refused() throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[8]);

    assertThatThrownBy(() -> ModelReader.files(model("a.bin", "gone.bin")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("gone.bin");
    assertThatThrownBy(() -> ModelReader.files(model("../a.bin")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("not in the model's folder");
  }
}
