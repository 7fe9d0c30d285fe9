package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages of operators; {@code -Dgenerated=write} makes them anew. */
class OperatorsPageTest {
  private static final String REMEDY =
      " is stale: an operator or its form in a file changed. Make it anew and commit it:\n"
          + "mvn test -pl pipeline-formats -am -Dtest=OperatorsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgenerated=write\n";

  private static final Path PAGES =
      Path.of(System.getProperty("edgeflow.root", "..")).resolve("docs");

  @Test
  void the_committed_page_tells_what_the_writers_do() throws IOException {
    assertCommitted("operators.md", OperatorsPage.make());
  }

  @Test
  void the_committed_page_lists_what_the_readers_read() throws IOException {
    assertCommitted("readable-operators.md", ReadableOperatorsPage.make());
  }

  private static void assertCommitted(String name, String made) throws IOException {
    Path page = PAGES.resolve(name);
    if ("write".equals(System.getProperty("generated"))) {
      Files.writeString(page, made);
    }
    assertThat(Files.exists(page) ? Files.readString(page) : "").as(page + REMEDY).isEqualTo(made);
  }
}
