package io.edgeflow.train.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The committed bytes of persisted forms. {@code -Dgolden=write} makes a file that is not there
 * yet; nothing ever alters one that is: what a version once wrote stays readable.
 */
public final class GoldenFile {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private GoldenFile() {}

  /** Where a golden file lies. */
  public static Path path(String name) {
    return FOLDER.resolve(name);
  }

  /** The content of a golden file. */
  public static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  /** The text of a golden file. */
  public static String text(String name) throws IOException {
    return Files.readString(path(name));
  }

  /** Fails unless today's code wrote exactly the golden bytes. */
  public static void assertWritten(String name, byte[] written) throws IOException {
    if (!Files.exists(path(name)) && "write".equals(System.getProperty("golden"))) {
      Files.createDirectories(FOLDER);
      Files.write(path(name), written);
    }
    assertThat(new String(written, StandardCharsets.ISO_8859_1))
        .as(name)
        .isEqualTo(new String(bytes(name), StandardCharsets.ISO_8859_1));
  }

  /** Fails unless today's code wrote exactly the golden text. */
  public static void assertWritten(String name, String written) throws IOException {
    assertWritten(name, written.getBytes(StandardCharsets.UTF_8));
  }
}
