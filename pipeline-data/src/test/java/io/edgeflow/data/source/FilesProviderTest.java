package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
}
