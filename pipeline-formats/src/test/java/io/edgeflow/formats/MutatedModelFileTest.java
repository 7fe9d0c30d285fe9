package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden model files with random damage, read without a runtime. */
class MutatedModelFileTest {
  private static final int MUTATIONS_A_FILE = 2_500;

  @TempDir private Path folder;

  static Stream<Arguments> files() {
    return Arrays.stream(Format.values())
        .flatMap(
            format -> Arrays.stream(Precision.values()).map(each -> Arguments.of(format, each)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void mutated_files_are_read_or_refused_by_the_one_error(Format format, Precision precision)
      throws IOException {
    byte[] golden =
        precision == Precision.INT8_WEIGHTS
            ? ModelExporter.export(Golden.network(), format, precision)
            : golden(ExportedModel.fileName(format, precision));
    SplittableRandom random = new SplittableRandom((format.id() + precision.id()).hashCode());
    int refused = 0;

    for (int i = 0; i < MUTATIONS_A_FILE; i++) {
      refused += isRefused(mutated(golden, random), format) ? 1 : 0;
    }

    assertThat(refused).isBetween(MUTATIONS_A_FILE / 10, MUTATIONS_A_FILE);
  }

  private boolean isRefused(byte[] bytes, Format format) throws IOException {
    Path file = Files.write(folder.resolve("model"), bytes);
    try {
      ModelFiles.weights(file, format);
      ModelFiles.oldestRuntime(file, format);
      return false;
    } catch (PipelineException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return true;
    }
  }

  /** Most damage goes to the structure: small numbers, and ends cut off. */
  private static byte[] mutated(byte[] golden, SplittableRandom random) {
    byte[] mutated =
        random.nextInt(8) == 0
            ? Arrays.copyOf(golden, random.nextInt(golden.length))
            : golden.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && mutated.length > 0; n--) {
      int place = random.nextInt(mutated.length);
      boolean small = random.nextBoolean();
      mutated[place] = (byte) (small ? random.nextInt(4) - 1 : random.nextInt(256));
    }
    return mutated;
  }

  private static byte[] golden(String name) throws IOException {
    String resource = "/golden/" + name;
    try (InputStream in =
        Objects.requireNonNull(
            MutatedModelFileTest.class.getResourceAsStream(resource), resource)) {
      return in.readAllBytes();
    }
  }
}
