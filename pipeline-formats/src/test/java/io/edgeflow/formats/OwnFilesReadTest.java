package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ONNX files of Edgeflow's own, read again. */
class OwnFilesReadTest {
  @TempDir Path folder;

  private Path written(ModelGraph graph, Precision precision) throws IOException {
    Path file = folder.resolve(precision + ".onnx");
    return Files.write(file, ModelExporter.export(graph, Format.ONNX, precision));
  }

  private static Tensor answer(Predictor predictor) {
    try (predictor) {
      return predictor.predict(batch());
    }
  }

  private static Tensor batch() {
    return Golden.array("test.npy");
  }

  @Test
  void an_8_bit_file_written_anew_answers_bit_for_bit_alike() throws IOException {
    Path first = written(Golden.onnxCalibrated(), Precision.INT8);
    ImportedModel read = ModelReader.read(first, ReadOptions.DEFAULTS);

    Path again =
        Files.write(
            folder.resolve("again.onnx"),
            ModelExporter.export(
                read.graph(),
                Format.ONNX,
                Precision.INT8,
                ExportOptions.DEFAULTS,
                read.quantization()));

    assertThat(read.graph().nodes()).extracting(Node::op).contains(new Relu());
    assertThat(read.graph().ranges()).isNotEmpty();
    assertThat(answer(Runtimes.open(again, Format.ONNX, 1)))
        .isEqualTo(answer(Runtimes.open(first, Format.ONNX, 1)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP16", "INT8_WEIGHTS"})
  void files_with_smaller_weights_are_read_as_floats(Precision precision) throws IOException {
    Path file = written(Golden.network(), precision);

    ImportedModel read = ModelReader.read(file, ReadOptions.DEFAULTS);

    float[] ours = answer(new ReferenceRuntime(read.graph())).toFloats();
    float[] theirs = answer(Runtimes.open(file, Format.ONNX, 1)).toFloats();
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      assertThat(Math.abs(ours[i] - theirs[i])).as("%d", i).isLessThan(0.02f);
    }
  }
}
