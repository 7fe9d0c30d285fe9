package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    return Map.of("path", "nowhere.csv", "encoding", "utf-16", "delimiter", ";");
  }

  @Test
  void the_bytes_of_the_file_land_as_they_are() throws IOException {
    assertThat(text(land(working(folder())))).isEqualTo("a,label\n1,x\n2,y\n");
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
