package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden files with random damage. The mutation profile leaves it out: it takes seconds. */
class MutatedGraphFileTest {
  private static final int MUTATIONS_A_FILE = 6_000;
  private static final List<String> VALUES =
      List.of("null", "-1", "0", "1e9", "2147483648", "\"\"", "[]", "{}", "[null]", "true", "0.5");
  private static final Pattern VALUE =
      Pattern.compile("(?<=:)(-?[0-9.eE]+|true|false|\\\\\"[^\"\\\\]*\\\\\"|\\[\\])");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "graph-file.v1.safetensors",
        "graph-file.v2.safetensors",
        "graph-file-branches.v2.safetensors",
        "graph-file.v3.safetensors",
        "graph-file-series.v3.safetensors"
      })
  void mutated_files_are_read_or_refused_by_the_one_error(String name) throws IOException {
    byte[] golden = GoldenFile.bytes(name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int refused = 0;

    for (int i = 0; i < MUTATIONS_A_FILE; i++) {
      byte[] mutated = i % 2 == 0 ? bytes(golden, random) : values(golden, random);
      refused += isRefused(mutated) ? 1 : 0;
    }

    assertThat(refused).isBetween(MUTATIONS_A_FILE / 4, MUTATIONS_A_FILE);
  }

  private static boolean isRefused(byte[] file) {
    try {
      GraphFile.read(file, "mutated");
      return false;
    } catch (PipelineException e) {
      return true;
    }
  }

  private static byte[] bytes(byte[] golden, SplittableRandom random) {
    byte[] mutated =
        random.nextInt(8) == 0
            ? Arrays.copyOf(golden, random.nextInt(golden.length))
            : golden.clone();
    for (int n = 1 + random.nextInt(3); n > 0 && mutated.length > 0; n--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }

  /** Puts another value in the place of one in the header, which stays JSON. */
  private static byte[] values(byte[] golden, SplittableRandom random) {
    String json = GraphFileBytes.json(golden);
    Matcher values = VALUE.matcher(json);
    List<int[]> places = values.results().map(m -> new int[] {m.start(), m.end()}).toList();
    int[] place = places.get(random.nextInt(places.size()));
    String value = VALUES.get(random.nextInt(VALUES.size())).replace("\"", "\\\"");
    return GraphFileBytes.replaced(
        golden, json.substring(0, place[0]) + value + json.substring(place[1]));
  }
}
