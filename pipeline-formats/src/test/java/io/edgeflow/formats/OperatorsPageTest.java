package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of operators; {@code -Dgenerated=write} makes it anew. */
class OperatorsPageTest {
  private static final String REMEDY =
      " is stale: an operator or its form in a file changed. Make it anew and commit it:\n"
          + "mvn test -pl pipeline-formats -am -Dtest=OperatorsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgenerated=write\n";

  private static final Path PAGE =
      Path.of(System.getProperty("edgeflow.root", "..")).resolve("docs/operators.md");

  @Test
  void the_committed_page_tells_what_the_writers_do() throws IOException {
    String made = OperatorsPage.make();

    if ("write".equals(System.getProperty("generated"))) {
      Files.writeString(PAGE, made);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "").as(PAGE + REMEDY).isEqualTo(made);
  }
}
