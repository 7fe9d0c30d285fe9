package io.edgeflow.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.orchestrator.shell.Shell;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the README, in a shell of their own as somebody would paste them. */
class FirstTrainingTest {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));
  private static final long PATIENCE_S = 180;

  @TempDir private Path folder;

  @Test
  void the_lines_of_the_readme_train_draw_and_export_a_model_in_the_shell() throws Exception {
    String example = example();
    assertThat(example.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(ROOT.resolve("docs/examples/first-training/iris.jsh")).hasContent(example);
    Path table = Path.of("config/examples/data/iris.csv");
    Files.createDirectories(folder.resolve(table).getParent());
    Files.copy(ROOT.resolve(table), folder.resolve(table));

    String shown = answerTo(example);

    assertThat(shown)
        .as("what a terminal alone understands")
        .doesNotContain("\u001b", "\r", "Error", "Exception");
    assertThat(shown)
        .contains("TrainedModel[mlp, ", "answers [setosa, versicolor, virginica]")
        .containsPattern("TrainingResult\\[best epoch \\d+ of 30, accuracy (0\\.9|1\\.0)")
        .containsPattern("\ntrain loss [ .0-9]+  █[▁▂▃▄▅▆▇█]{29}\n")
        .containsPattern("\nvalidation accuracy [ .0-9]+  [▁▂▃▄▅▆▇█]{30}\n")
        .contains(" setosa");
    assertThat(ImageIO.read(folder.resolve("iris.png").toFile()).getWidth()).isEqualTo(1280);
    try (Predictor tflite = Runtimes.open(folder.resolve("iris.tflite"), Format.TFLITE, 1)) {
      assertThat(tflite.runtime()).startsWith("LiteRT");
    }
  }

  private static String example() throws Exception {
    Matcher found =
        Pattern.compile("## A first training\n.*?```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private String answerTo(String lines) throws Exception {
    Path out = folder.resolve("out");
    Process shell =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Dai.djl.offline=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PipedShell.class.getName()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      shell.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
      shell.getOutputStream().close();
      assertThat(shell.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
    return Files.readString(out);
  }

  /** What {@code edgeflow shell} is when something is piped into it. */
  static final class PipedShell {
    private PipedShell() {}

    public static void main(String[] args) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      System.exit(Shell.run(System.in, out, out, false));
    }
  }
}
