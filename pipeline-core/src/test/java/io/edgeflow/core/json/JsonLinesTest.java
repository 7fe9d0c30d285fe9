package io.edgeflow.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
  private record Entry(String name, long n) {}

  @TempDir private Path folder;

  @Test
  void values_come_back_in_order() {
    JsonLines lines = new JsonLines(folder.resolve("deep/down/log.jsonl"));

    lines.append(new Entry("first\nline", 1));
    lines.append(new Entry("zweite Zeile ü", 2));

    assertThat(lines.read(Entry.class))
        .containsExactly(new Entry("first\nline", 1), new Entry("zweite Zeile ü", 2));
  }

  @Test
  void a_file_that_is_not_there_has_no_values() {
    assertThat(new JsonLines(folder.resolve("none.jsonl")).read(Entry.class)).isEmpty();
  }

  @Test
  void an_interrupt_is_not_mistaken_for_a_broken_disk_and_loses_no_line() {
    JsonLines lines = new JsonLines(folder.resolve("log.jsonl"));
    lines.append(new Entry("before", 1));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lines.append(new Entry("cut off", 2)))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
    lines.append(new Entry("after", 3));

    assertThat(lines.read(Entry.class))
        .containsExactly(new Entry("before", 1), new Entry("after", 3));
  }

  @Test
  void a_torn_last_line_is_not_read_and_the_next_append_cuts_it_off() throws IOException {
    Path file = folder.resolve("log.jsonl");
    new JsonLines(file).append(new Entry("whole", 1));
    Files.writeString(file, Files.readString(file) + "{\"name\":\"to");

    assertThat(new JsonLines(file).read(Entry.class)).containsExactly(new Entry("whole", 1));

    new JsonLines(file).append(new Entry("next", 2));
    assertThat(Files.readString(file))
        .isEqualTo("{\"name\":\"whole\",\"n\":1}\n{\"name\":\"next\",\"n\":2}\n");
  }

  @Test
  void a_torn_only_line_longer_than_a_block_is_cut_off() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Files.writeString(file, "x".repeat(200_000));

    new JsonLines(file).append(new Entry("a", 1));

    assertThat(Files.readString(file)).isEqualTo("{\"name\":\"a\",\"n\":1}\n");
  }

  @Test
  void a_damaged_finished_line_is_refused() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Files.writeString(file, "{\"name\":\"to\n{\"name\":\"a\",\"n\":1}\n");

    assertThatThrownBy(() -> new JsonLines(file).read(Entry.class))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("log.jsonl");
  }
}
