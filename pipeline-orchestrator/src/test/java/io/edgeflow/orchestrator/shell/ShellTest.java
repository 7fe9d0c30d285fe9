package io.edgeflow.orchestrator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShellTest {
  @Test
  void piped_input_is_answered_with_everything_imported() {
    String answer =
        answerTo(
            """
            1 + 1
            EdgeAiWorkflowOrchestrator.class.getSimpleName()
            EdgeModel.class.getSimpleName() + DataPipeline.class.getSimpleName()
            ModelTrainer.class.getSimpleName() + ModelOptimizer.class.getSimpleName()
            ModelInspector.class.getSimpleName() + ModelConverter.class.getSimpleName()
            ConvertOptions.to(Precision.INT8).precision().id()
            sparkline(List.of(1, 2, 3))
            table(Map.of("accuracy", 0.98))
            """);

    assertThat(answer)
        .contains("==> 2")
        .contains("\"EdgeAiWorkflowOrchestrator\"")
        .contains("\"EdgeModelDataPipeline\"")
        .contains("\"ModelTrainerModelOptimizer\"")
        .contains("\"ModelInspectorModelConverter\"")
        .contains("\"int8\"")
        .contains("▁▅█")
        .contains("accuracy  0.98")
        .doesNotContain("Error");
  }

  private static String answerTo(String input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code =
        Shell.run(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), print, print, false);
    assertThat(code).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
