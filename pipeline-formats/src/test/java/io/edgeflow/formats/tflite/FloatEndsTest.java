package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.tflite.TfliteFile.Port;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.Model;

class FloatEndsTest {
  private static final ExportOptions FLOAT_ENDS =
      new ExportOptions(Ends.FLOAT, Compatibility.CURRENT);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"resnet8", "mobile", "branches", "joins", "arranged"})
  void answers_are_to_the_bit_those_of_the_file_with_integer_ends(String network)
      throws IOException {
    ModelGraph graph =
        GraphFile.read(file(network, "graph.safetensors"))
            .withRanges(Golden.ranges(file(network, "tf_ranges.json")));
    Tensor inputs = Golden.array(file(network, "inputs.npy"));
    byte[] integers = TfliteWriter.write(graph, Precision.INT8);

    byte[] floats = TfliteWriter.write(graph, Precision.INT8, FLOAT_ENDS);

    for (Kernels kernels : Kernels.values()) {
      assertThat(answer(floats, inputs, kernels))
          .as("%s", kernels)
          .isEqualTo(answer(integers, inputs, kernels));
    }
  }

  @Test
  void only_the_ends_are_floats_and_keep_their_names() {
    ModelGraph graph = Golden.tfliteCalibrated();

    byte[] file = TfliteWriter.write(graph, Precision.INT8, FLOAT_ENDS);

    TfliteFile read = TfliteFile.read(file, "file");
    assertThat(read.inputs()).noneMatch(Port::int8);
    assertThat(read.outputs()).noneMatch(Port::int8);
    Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
    assertThat(model.signatureDefs(0).inputs(0).name()).isEqualTo("input");
    assertThat(model.signatureDefs(0).outputs(0).name()).isEqualTo("logits");
    assertThat(file.length - TfliteWriter.write(graph, Precision.INT8).length).isLessThan(600);
  }

  private Tensor answer(byte[] bytes, Tensor inputs, Kernels kernels) throws IOException {
    Path file = Files.write(folder.resolve("model"), bytes);
    try (Predictor predictor = TfliteRuntime.open(file, 1, kernels)) {
      return predictor.predict(inputs);
    }
  }

  private static Path file(String network, String name) {
    return Golden.oracle("networks/" + network + "/" + name);
  }
}
