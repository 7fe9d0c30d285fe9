package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.data.source.HttpMemory.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpMemoryTest {
  private static final String GOLDEN = "/golden/source-validator.v1.json";

  @Test
  void the_form_of_a_validator_is_as_it_was_written_first() throws IOException {
    try (InputStream in = HttpMemoryTest.class.getResourceAsStream(GOLDEN)) {
      String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Validator validator = new Validator("W/\"v1\"", Sha256.of(""), 20);

      assertThat(HttpMemory.FORM.pretty(validator)).isEqualTo(golden);
      assertThat(HttpMemory.FORM.read(golden, GOLDEN)).isEqualTo(validator);
    }
  }
}
