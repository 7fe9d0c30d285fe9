package io.edgeflow.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.data.image.ImageLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveTest {
  private static final String GOLDEN = "source-archive-%s.v1.json";

  @TempDir Path folder;

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(
            "images", new ImageFiles("(?<label>.*)", Fit.EXACT, new ImageLimits(100, 1000))),
        Arguments.of("arrays", new ArrayFiles(true)),
        Arguments.of("recordings", new RecordingFiles("(?<a>.*)", List.of("x"), 0.5, true)),
        Arguments.of("cifar", new CifarFiles(CifarFiles.Variant.CIFAR100)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void version_1_is_written_to_the_byte(String name, SampleFiles form) throws IOException {
    GoldenFile.assertWritten(GOLDEN.formatted(name), Archive.FORMS.pretty(form));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void version_1_reads_to_its_value(String name, SampleFiles form) throws IOException {
    String text = GoldenFile.text(GOLDEN.formatted(name));

    assertThat(Archive.FORMS.read(text, name)).isEqualTo(form);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void a_later_version_is_refused_by_name(String name, SampleFiles form) throws IOException {
    String later = GoldenFile.text(GOLDEN.formatted(name)).replace(" 1,", " 2,");

    assertThatThrownBy(() -> Archive.FORMS.read(later, name))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("source archive");
  }

  @Test
  void files_come_back_as_they_were_in_the_order_of_their_names() throws IOException {
    Path target = write("b/ü", "two", "a", "one");

    try (Archive archive = Archive.open(target)) {
      assertThat(archive.names()).containsExactly("a", "b/ü");
      assertThat(new String(archive.bytes("b/ü", 100), StandardCharsets.UTF_8)).isEqualTo("two");
      assertThat(archive.bytes("a", 1)).hasSize(2);
    }
  }

  @Test
  void equal_files_give_equal_bytes() throws IOException {
    assertThat(write("a", "one", "b", "two")).hasSameBinaryContentAs(write("b", "two", "a", "one"));
  }

  @Test
  void what_is_no_archive_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("plain"), "plain");

    assertThatThrownBy(() -> Archive.open(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source archive cannot be read")
        .hasMessageContaining(file.toString());
  }

  private Path write(String... namesAndTexts) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Path file = Files.createTempFile(folder, "f", "");
      files.put(namesAndTexts[i], Files.writeString(file, namesAndTexts[i + 1]));
    }
    return Archive.write(
        folder.resolve("archive" + files.hashCode()),
        new ImageFiles("", Fit.CROP, ImageLimits.DEFAULTS),
        new TreeMap<>(files),
        bytes -> {},
        RunContext.standalone(folder.resolve("w"), 1));
  }
}
