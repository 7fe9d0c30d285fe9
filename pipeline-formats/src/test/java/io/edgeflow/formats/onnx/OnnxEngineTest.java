package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.predict.Predictor;
import io.edgeflow.formats.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxEngineTest {
  private static final int LONG = 100_000;

  @Test
  void a_process_with_a_long_command_line_survives_the_start() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Dai.djl.offline=true",
                    "-cp",
                    classes,
                    Child.class.getName(),
                    Golden.file("float.onnx").toString(),
                    "x".repeat(LONG),
                    "y".repeat(LONG)))
            .redirectErrorStream(true)
            .start();

    String output = read(process);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("ONNX Runtime");
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Opens the model named first and says its runtime. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      try (Predictor predictor = OnnxRuntime.open(Path.of(arguments[0]), 1)) {
        System.out.println(predictor.runtime());
      }
    }
  }
}
