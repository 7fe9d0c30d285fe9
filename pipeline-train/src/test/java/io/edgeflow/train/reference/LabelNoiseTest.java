package io.edgeflow.train.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.reference.LabelNoise.Suspect;
import io.edgeflow.train.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held to cleanlab; see tools/oracle/make_label_noise.py. */
class LabelNoiseTest {
  private static final Path DIGITS =
      Path.of(System.getProperty("edgeflow.root"), "config", "data", "digits.csv");

  /** Columns of that file. */
  private static final int LABEL = 64;

  private static final int FIRST = 0;

  private static final JsonNode GOLDEN = Oracle.json("label_noise.json");

  @TempDir Path folder;

  @Test
  void suspects_are_those_of_cleanlabs_confident_joint() {
    LabelNoise found =
        LabelNoise.of(
            Arrays.stream(Oracle.rows(GOLDEN.get("probabilities")))
                .map(row -> IntStream.range(0, row.length).mapToDouble(c -> row[c]).toArray())
                .toArray(double[][]::new),
            ints(GOLDEN.get("their_labels")));

    assertThat(found.worst().stream().filter(Suspect::confident))
        .extracting(Suspect::row)
        .containsExactly(Arrays.stream(ints(GOLDEN.get("issues"))).boxed().toArray(Integer[]::new));
    assertThat(found.suspects()).isEqualTo(GOLDEN.get("issues").size());
  }

  @Test
  void as_many_flipped_labels_are_found_as_by_cleanlab() throws IOException {
    Dataset digits = digits(ints(GOLDEN.get("labels")));
    Set<Integer> flipped =
        Arrays.stream(ints(GOLDEN.get("flipped"))).boxed().collect(Collectors.toSet());

    LabelNoise found = LabelNoise.of(digits.train(), 42).orElseThrow();

    long right =
        found.worst().stream()
            .limit(flipped.size())
            .filter(suspect -> flipped.contains(suspect.row()))
            .count();
    assertThat(right).isGreaterThanOrEqualTo(GOLDEN.get("found_by_cleanlab").asLong());
    assertThat(found).isEqualTo(LabelNoise.of(digits.train(), 42).orElseThrow());
  }

  @Test
  void a_linear_model_of_the_digits_is_measured_beside_the_most_frequent_class()
      throws IOException {
    Dataset digits =
        digits(lines().mapToInt(cells -> Integer.parseInt(cells.get(LABEL))).toArray());

    Reference found = Reference.measure(digits, 42, Progress.silent()).orElseThrow();

    assertThat(found.model()).isEqualTo("logistic regression");
    assertThat(found.value()).isGreaterThan(0.95);
    assertThat(found.constant()).isLessThan(0.15);
    assertThat(found.rows()).isEqualTo(1797);
  }

  private Dataset digits(int[] labels) throws IOException {
    ClassTarget target =
        new ClassTarget("label", IntStream.range(0, 10).mapToObj(Integer::toString).toList());
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(64), target);
    SplitFiles files = samples.split(pixels(), labels);
    return samples.dataset(files, files, files);
  }

  /** Grey values from 0 to 1. */
  private static float[][] pixels() throws IOException {
    return lines()
        .map(
            cells -> {
              float[] row = new float[cells.size() - 1];
              IntStream.range(0, row.length)
                  .forEach(i -> row[i] = Float.parseFloat(cells.get(i + FIRST)) / 16);
              return row;
            })
        .toArray(float[][]::new);
  }

  private static Stream<List<String>> lines() throws IOException {
    return Files.readAllLines(DIGITS).stream().skip(1).map(line -> List.of(line.split(",", -1)));
  }

  private static int[] ints(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
  }
}
