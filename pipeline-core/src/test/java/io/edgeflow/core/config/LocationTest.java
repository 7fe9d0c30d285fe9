package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationTest {
  @Test
  void a_place_in_a_file_is_shown_as_editors_write_it() {
    assertThat(new Location("config/workflow.yaml", 12, 3))
        .hasToString("config/workflow.yaml:12:3");
  }

  @Test
  void a_value_that_no_file_holds_shows_its_origin_alone() {
    assertThat(Location.of("--set")).hasToString("--set");
    assertThat(Location.of("--set")).isEqualTo(new Location("--set", 0, 0));
  }

  @Test
  void an_input_is_meant_from_the_folder_of_its_file_and_else_from_the_working_folder(
      @TempDir Path folder) throws IOException {
    Location written = new Location(folder.resolve("w.yaml").toString(), 3, 5);
    Files.createFile(folder.resolve("pom.xml"));
    Path both = Path.of("pom.xml");

    assertThat(both).exists();
    assertThat(written.resolve(both)).isEqualTo(folder.resolve("pom.xml"));
    assertThat(written.resolve(Path.of("src"))).isEqualTo(Path.of("src"));
    assertThat(Location.of("--set").resolve(both)).isEqualTo(both);
    assertThat(new Location("w.yaml", 1, 1).resolve(both)).isEqualTo(both);
  }
}
