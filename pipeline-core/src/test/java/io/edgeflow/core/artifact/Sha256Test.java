package io.edgeflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
  @TempDir Path folder;

  /** The first three are the examples of FIPS 180-2 and its errata. */
  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, "
        + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    "ü, 607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f"
  })
  void texts_have_the_published_digests_of_their_utf8_bytes(String text, String digest) {
    assertThat(Sha256.of(text)).isEqualTo(digest);
    assertThat(Sha256.of(text)).isEqualTo(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void a_file_has_the_digest_of_its_bytes_whatever_its_length(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Path file = Files.write(folder.resolve("a.bin"), bytes);

    assertThat(Sha256.of(file)).isEqualTo(Sha256.of(bytes)).matches("[0-9a-f]{64}");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path file = folder.resolve("none.bin");

    assertThatThrownBy(() -> Sha256.of(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot read the file")
        .hasMessageContaining("none.bin")
        .hasCauseInstanceOf(IOException.class);
  }
}
