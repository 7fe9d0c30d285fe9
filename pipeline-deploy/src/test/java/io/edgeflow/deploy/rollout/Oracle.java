package io.edgeflow.deploy.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What SciPy says; see {@code tools/oracle/make_rollout.py}. */
final class Oracle {
  private Oracle() {}

  static Stream<JsonNode> cases(String name) {
    try (InputStream in = Oracle.class.getResourceAsStream("/oracle/rollout.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).get(name).spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
