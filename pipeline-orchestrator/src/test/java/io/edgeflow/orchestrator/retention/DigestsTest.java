package io.edgeflow.orchestrator.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {
  private static final String ONE = "1f".repeat(32);
  private static final String OTHER = "ab".repeat(32);

  @TempDir private Path folder;

  @Test
  void words_of_64_hexadecimal_digits_are_found_wherever_they_stand() throws IOException {
    Path file = folder.resolve("record.json");
    Files.writeString(
        file,
        "{\"a\":\"" + ONE + "\", \"path\": \"artifacts/sha256/ab/" + OTHER + "\", \"x\": [" + ONE);

    assertThat(Digests.in(file)).containsExactlyInAnyOrder(ONE, OTHER);
  }

  @Test
  void longer_shorter_and_upper_case_words_are_none() throws IOException {
    Path file = folder.resolve("record.json");
    Files.writeString(file, ONE + "0 " + ONE.substring(1) + " " + ONE.toUpperCase(Locale.ROOT));

    assertThat(Digests.in(file)).isEmpty();
  }

  @Test
  void one_at_the_end_of_the_file_counts() throws IOException {
    Path file = folder.resolve("record.json");
    Files.writeString(file, "{\"bundle\": \"" + ONE);

    assertThat(Digests.in(file)).containsExactly(ONE);
  }
}
