package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FilesProviderTest extends DataSourceProviderContract {
  @Override
  protected DataSourceProvider provider() {
    return new FilesProvider();
  }

  @Override
  Map<String, ?> working(Path folder) throws IOException {
    Files.writeString(folder.resolve("a.csv"), "a,label\n1,x\n2,y\n");
    return Map.of("path", "a.csv");
  }

  @Override
  Map<String, ?> others() {
    return Map.of(
        "path",
        "nowhere.csv",
        "encoding",
        "utf-16",
        "delimiter",
        ";",
        "max_mb",
        7,
        "timeout",
        9,
        "pattern",
        "(?<b>.*)");
  }

  @Test
  void the_bytes_of_the_file_land_as_they_are() throws IOException {
    assertThat(text(land(working(folder())))).isEqualTo("a,label\n1,x\n2,y\n");
  }

  @Test
  void a_gzipped_file_lands_as_what_it_holds() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
      byte[] zipped = gzip("a,label\n1,ü\n".getBytes(charset));
      Files.write(folder().resolve("a.csv.gz"), zipped);

      LandedSource landed = land(Map.of("path", "a.csv.gz", "encoding", charset.name()));

      assertThat(text(landed)).isEqualTo("a,label\n1,ü\n");
    }
  }

  @Test
  void a_gzipped_file_that_is_cut_off_anywhere_is_refused() throws IOException {
    byte[] zipped = gzip("a,label\n1,x\n".getBytes(StandardCharsets.UTF_8));
    for (int length = 2; length < zipped.length; length++) {
      Files.write(folder().resolve("a.csv.gz"), Arrays.copyOf(zipped, length));

      assertThatThrownBy(() -> land(Map.of("path", "a.csv.gz")))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("The source \"plant\" is compressed, and cut off or damaged")
          .hasMessageContaining("a.csv.gz");
    }
  }

  @Test
  void a_small_gzipped_file_that_holds_more_than_the_limit_is_refused() throws IOException {
    Files.write(folder().resolve("a.csv.gz"), gzip(new byte[(1 << 20) + 1]));

    assertThatThrownBy(() -> land(Map.of("path", "a.csv.gz", "max_mb", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is too large")
        .hasMessageContaining("limit: 1048576 bytes")
        .hasMessageContaining("max_mb");
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void a_file_beside_the_configuration_comes_before_one_in_the_working_folder() throws IOException {
    assertThat(Path.of("pom.xml")).exists();
    Path beside = Files.createFile(folder().resolve("pom.xml"));

    FileSource both =
        new FileSource("a", Path.of("pom.xml"), Optional.of(folder()), "data_sources[0].path");
    assertThat(both.locate()).isEqualTo(beside);
    assertThat(new FileSource("a", Path.of("pom.xml")).locate())
        .isEqualTo(Path.of("pom.xml").toAbsolutePath());
  }

  @Test
  void one_that_is_missing_can_be_told_before_it_is_fetched() {
    FileSource missing = new FileSource("plant", Path.of("nowhere.csv"));

    assertThatThrownBy(missing::requirePresent).hasMessageContaining("nowhere.csv");
  }
}
