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
  void a_damaged_finished_line_is_refused_by_its_number() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Files.writeString(file, "{\"name\":\"a\",\"n\":1}\n{\"name\":\"to\n{\"name\":\"a\",\"n\":1}\n");

    assertThatThrownBy(() -> new JsonLines(file).read(Entry.class))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("log.jsonl, line 2");
  }

  @Test
  void the_file_is_given_as_an_absolute_path() {
    assertThat(new JsonLines(Path.of("log.jsonl")).file())
        .isEqualTo(Path.of("log.jsonl").toAbsolutePath());
  }

  @Test
  void each_value_is_one_line_of_canonical_json() throws IOException {
    JsonLines lines = new JsonLines(folder.resolve("log.jsonl"));

    lines.append(new Entry("ü", 1));
    lines.append(new Entry("b", 2));

    assertThat(Files.readString(lines.file()))
        .isEqualTo("{\"name\":\"ü\",\"n\":1}\n{\"name\":\"b\",\"n\":2}\n");
  }

  @Test
  void a_line_longer_than_a_block_stays_when_the_one_after_it_is_torn() throws IOException {
    Path file = folder.resolve("log.jsonl");
    new JsonLines(file).append(new Entry("x".repeat(70_000), 1));
    Files.writeString(file, "y".repeat(140_000), java.nio.file.StandardOpenOption.APPEND);

    new JsonLines(file).append(new Entry("next", 2));

    assertThat(new JsonLines(file).read(Entry.class))
        .containsExactly(new Entry("x".repeat(70_000), 1), new Entry("next", 2));
  }

  @Test
  void a_tear_is_cut_off_wherever_a_block_begins() throws IOException {
    for (int torn : new int[] {1, 65_535, 65_536, 65_537, 131_072}) {
      Path file = folder.resolve("log" + torn + ".jsonl");
      Files.writeString(file, "{\"name\":\"a\",\"n\":1}\n" + "x".repeat(torn));

      new JsonLines(file).append(new Entry("b", 2));

      assertThat(Files.readString(file))
          .isEqualTo("{\"name\":\"a\",\"n\":1}\n{\"name\":\"b\",\"n\":2}\n");
    }
  }

  @Test
  void only_the_first_append_looks_for_a_tear() throws IOException {
    JsonLines lines = new JsonLines(folder.resolve("log.jsonl"));
    lines.append(new Entry("a", 1));
    Files.writeString(lines.file(), "torn", java.nio.file.StandardOpenOption.APPEND);

    lines.append(new Entry("b", 2));

    assertThat(Files.readString(lines.file())).contains("torn{");
  }

  @Test
  void a_value_that_json_cannot_hold_leaves_the_file_as_it_was() throws IOException {
    JsonLines lines = new JsonLines(folder.resolve("log.jsonl"));
    lines.append(new Entry("a", 1));

    assertThatThrownBy(() -> lines.append(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    lines.append(new Entry("b", 2));

    assertThat(lines.read(Entry.class)).containsExactly(new Entry("a", 1), new Entry("b", 2));
  }

  @Test
  void a_file_that_cannot_be_written_is_named() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));

    assertThatThrownBy(() -> new JsonLines(taken).append(new Entry("a", 1)))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.FAILED))
        .hasMessageContaining("Cannot append to the file")
        .hasMessageContaining("taken");
  }

  @Test
  void a_folder_has_no_values() throws IOException {
    assertThat(new JsonLines(Files.createDirectory(folder.resolve("d"))).read(Entry.class))
        .isEmpty();
  }

  @Test
  void an_empty_file_and_a_file_of_one_torn_line_have_no_values() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
    Path torn = Files.writeString(folder.resolve("torn.jsonl"), "{\"name\":\"a\",\"n\":1}");

    assertThat(new JsonLines(empty).read(Entry.class)).isEmpty();
    assertThat(new JsonLines(torn).read(Entry.class)).isEmpty();
  }
}
