package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesProviderTest extends DataSourceProviderContract {
  @Override
  protected DataSourceProvider provider() {
    return new JsonLinesProvider();
  }

  @Override
  Map<String, ?> working(Path folder) throws IOException {
    return file("{\"a\": 1, \"label\": \"x\"}\n{\"a\": 2, \"label\": \"y\"}\n");
  }

  @Override
  Map<String, ?> others() {
    return Map.of(
        "path",
        "nowhere.jsonl",
        "max_line_kb",
        7,
        "max_mb",
        7,
        "timeout",
        9,
        "pattern",
        "(?<b>.*)");
  }

  private Map<String, ?> file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, ?> file(byte[] bytes) throws IOException {
    write("a.jsonl", bytes);
    return at("a.jsonl", "max_line_kb", 1, "max_mb", 1);
  }

  private String landed(String text) throws IOException {
    return text(land(file(text)));
  }

  @Test
  void lines_become_the_items_of_an_array_and_blank_ones_are_no_records() throws IOException {
    assertThat(landed("{\"a\": 1}\r\n\n  \n {\"a\": \"ü\"}"))
        .isEqualTo("[{\"a\": 1},\n{\"a\": \"ü\"}]");
    assertThat(landed("\n")).isEqualTo("[]");
    assertThat(landed("")).isEqualTo("[]");
  }

  @Test
  void a_gzipped_file_is_read_as_what_it_holds() throws IOException {
    byte[] zipped =
        FilesProviderTest.gzip("{\"a\": 1}\n{\"a\": 2}".getBytes(StandardCharsets.UTF_8));

    assertThat(text(land(file(zipped)))).isEqualTo("[{\"a\": 1},\n{\"a\": 2}]");
    assertThatThrownBy(() -> land(file(Arrays.copyOf(zipped, zipped.length - 1))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source \"plant\" is compressed, and cut off or damaged");
  }

  @Test
  void a_line_that_is_no_object_lands_as_a_text() throws IOException {
    assertThat(landed("{\"a\":\n[1]\n5\n{\"a\": 1, \"a\": 2}\n{\"a\": 1} {}\n{\"a\": 1}"))
        .isEqualTo(
            """
            ["{\\"a\\":",
            "[1]",
            "5",
            "{\\"a\\": 1, \\"a\\": 2}",
            "{\\"a\\": 1} {}",
            {"a": 1}]""");
  }

  @Test
  void a_line_may_be_as_long_as_the_limit_and_no_longer() throws IOException {
    String longest = "{\"a\": \"" + "x".repeat(1024 - 9) + "\"}";

    assertThat(landed("{}\n" + longest + "\n")).isEqualTo("[{},\n" + longest + "]");
    assertThatThrownBy(() -> landed("{}\n " + longest + "\n"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("1024 bytes")
        .hasMessageContaining("max_line_kb");
  }

  @Test
  void a_file_may_be_as_large_as_the_limit_and_no_larger() throws IOException {
    String line = "{\"a\": \"" + "x".repeat(512 - 10) + "\"}\n";

    assertThat(landed(line.repeat(2048))).endsWith("]").hasSize(2048 * 513);
    assertThatThrownBy(() -> landed(line.repeat(2048) + "\n"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("1048576 bytes")
        .hasMessageContaining("max_mb");
  }

  @Test
  void what_is_not_utf_8_is_refused_by_its_line() throws IOException {
    Map<String, ?> latin = file("{}\n{\"a\": \"ü\"}\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> land(latin))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is not UTF-8")
        .hasMessageContaining("line 2");
  }

  @Test
  void each_line_asks_whether_there_is_time_left() throws IOException {
    DataSource source = source(working(folder())).orElseThrow();
    RunContext late =
        RunContext.standalone(folder().resolve("late"), 1)
            .within(
                () -> {
                  throw new IllegalStateException("over");
                });

    assertThatThrownBy(() -> source.fetch(folder().resolve("landed"), late)).hasMessage("over");
  }
}
