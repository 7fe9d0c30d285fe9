package io.edgeflow.train.curve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.train.loop.EpochMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process whose Java finds no fonts, as in an image of a container that has none. */
@EnabledOnOs(OS.LINUX)
class FontlessCurvesTest {
  @TempDir private Path folder;

  @Test
  void a_java_without_fonts_leaves_no_file_and_says_what_to_install() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dsun.awt.fontconfig=" + folder.resolve("none.properties"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                folder.resolve("curves.png").toString())
            .redirectErrorStream(true)
            .start();

    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed)
        .startsWith("This Java runtime cannot draw text")
        .containsIgnoringCase("found: java.lang.RuntimeException: fontconfig")
        .contains("remedy: install fontconfig and a font");
    assertThat(folder).isEmptyDirectory();
  }

  /** Draws, and says why it cannot. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      EpochMetrics epoch = new EpochMetrics(1, 2, 1, Map.of(), 1);
      try {
        new LearningCurves(List.of(epoch), 1).png(Path.of(arguments[0]));
      } catch (PipelineException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
