package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiteRtLogTest {
  @TempDir private Path folder;

  @Test
  void a_process_that_loads_a_model_prints_nothing_of_the_runtimes_own() throws Exception {
    Path model = folder.resolve("model.tflite");
    Files.write(model, TfliteWriter.write(Golden.tfliteCalibrated(), Precision.INT8));
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classes,
                    Child.class.getName(),
                    model.toString()))
            .redirectErrorStream(true)
            .start();

    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).isEqualTo("LiteRT 2.20.0 with XNNPACK");
  }

  /** Opens the model named and says its runtime. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      try (Predictor predictor = TfliteRuntime.open(Path.of(arguments[0]), 1, Kernels.FASTEST)) {
        System.out.println(predictor.runtime());
      }
    }
  }
}
