package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.source.Landing;
import io.edgeflow.data.source.StandInSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users' files hold that they should not: one clear error, or a counted quarantine. */
class BadInputTest {
  @TempDir private Path folder;

  private RunContext context() {
    return RunContext.standalone(folder.resolve("w"), 1);
  }

  private DataConfig config(String text) throws IOException {
    return DataConfig.ofFile(Files.writeString(folder.resolve("a.csv"), text));
  }

  private static DataConfig read(Map<String, ?> section) {
    Problems problems = new Problems();
    DataConfig config =
        DataConfig.from(
            DataConfig.FIELDS.read(ConfigTree.of(section), "data_pipeline", problems), problems);
    assertThat(problems.all()).isEmpty();
    return config;
  }

  private DataCollection collect(DataConfig config) {
    DataCollection collected = new DataPipeline(config).collect(context());
    assertThat(collected.valid() + collected.quarantined()).isEqualTo(collected.collected());
    return collected;
  }

  private static String good(int rows) {
    StringBuilder text = new StringBuilder("a,b,label\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(",0.5,").append(i % 2 == 0 ? "x" : "y").append('\n');
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'',holds no header line",
    "'\n\n',holds no header line",
    "'a,b,label\n',hold no record",
    "'a,a,label\n1,2,x\n',empty or repeated name",
  })
  void a_table_without_content_or_with_doubled_columns_is_one_clear_error(
      String text, String message) throws IOException {
    DataConfig config = config(text);

    assertThatThrownBy(() -> collect(config))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("remedy: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2",
        "1,2,3,x",
        "one,2,x",
        "NaN,2,x",
        "Infinity,2,x",
        "1e99,2,x",
        "1,2,",
        "\"1,2,x"
      })
  void a_record_that_cannot_be_used_is_counted_in_quarantine(String line) throws IOException {
    DataCollection collected = collect(config(good(40) + line + "\n"));

    assertThat(collected.collected()).isEqualTo(41);
    assertThat(collected.quarantined()).isEqualTo(1);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_name() throws IOException {
    assertThat(collect(config("\uFEFF" + good(40))).valid()).isEqualTo(40);
  }

  @Test
  void a_text_in_another_charset_is_an_error_with_its_line() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.write(file, (good(40) + "1,2,ü\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> collect(DataConfig.ofFile(file)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("UTF-8")
        .hasMessageContaining("line 42")
        .hasMessageContaining("encoding");
  }

  @Test
  void of_several_date_formats_those_that_are_not_iso_are_counted_as_not_timely()
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("t,a,label"));
    for (int i = 0; i < 40; i++) {
      String day = i < 20 ? "2024-06-01T12:00:00Z" : i < 30 ? "01.06.2024" : "June 1st 2024";
      lines.add(day + "," + i + "," + i % 2);
    }
    Files.write(folder.resolve("t.csv"), lines);
    DataConfig config =
        read(
            Map.of(
                "data_sources",
                List.of(
                    Map.of(
                        "name", "t", "type", "files", "path", folder.resolve("t.csv").toString())),
                "quality",
                Map.of("timestamp", "t", "max_age_s", 1e9)));

    DataCollection collected = collect(config);

    assertThat(collected.quality().timeliness().value()).isEqualTo(0.5);
  }

  @Test
  void a_label_that_only_the_test_split_has_is_an_error_that_names_it() throws IOException {
    StringBuilder text = new StringBuilder("a,label,part\n");
    for (int i = 0; i < 60; i++) {
      String part = i < 30 ? "train" : i < 40 ? "validation" : "test";
      text.append(i).append(',').append(i >= 50 ? "z" : i % 2 == 0 ? "x" : "y");
      text.append(',').append(part).append('\n');
    }
    DataConfig config = config(text.toString()).withSplit(SplitConfig.byColumn("part"));
    DataPipeline pipeline = new DataPipeline(config);
    DataCollection collected = pipeline.collect(context());

    assertThatThrownBy(() -> pipeline.run(collected, context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("z")
        .hasMessageContaining("train");
  }

  /** Reads a line of 1 GB, of zeros that take no room, with a heap of 96 MiB. */
  @ParameterizedTest
  @ValueSource(strings = {"files", "json_lines"})
  @Timeout(300)
  void a_line_of_a_gigabyte_is_refused_with_little_memory(String type) throws Exception {
    Path file = folder.resolve("long");
    Files.writeString(file, type.equals("files") ? "a,label\n1,x\n2," : "{\"a\": \"");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1 << 30);
    }
    Path log = folder.resolve("log");

    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                BadInputTest.class.getName(),
                type,
                file.toString(),
                folder.resolve("w").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    child.waitFor();

    assertThat(Files.readString(log))
        .containsPattern("has too long a (line|record)")
        .doesNotContain("OutOfMemory");
  }

  /** The child of the test above. */
  public static void main(String[] arguments) {
    DataConfig config =
        read(
            Map.of(
                "data_sources",
                List.of(Map.of("name", "long", "type", arguments[0], "path", arguments[1])),
                "memory_mb",
                256));
    try {
      new DataPipeline(config).collect(RunContext.standalone(Path.of(arguments[2]), 1));
    } catch (PipelineException e) {
      System.out.println(e.getMessage());
    }
  }

  @Test
  void a_full_disk_is_said_while_landing() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no full disk to try");
    Files.writeString(folder.resolve("a.jsonl"), "{\"a\": 1, \"label\": \"x\"}\n".repeat(100_000));
    DataSource source =
        read(Map.of(
                "data_sources",
                List.of(
                    Map.of(
                        "name",
                        "lines",
                        "type",
                        "json_lines",
                        "path",
                        folder.resolve("a.jsonl").toString()))))
            .sources()
            .get(0);

    assertThatThrownBy(() -> source.fetch(full, context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source \"lines\" cannot be read and kept")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("disk of the workspace has room");
  }

  @Test
  void what_was_half_written_when_landing_failed_is_nowhere_left() throws IOException {
    DataSource halfway =
        new StandInSource(
            new FileSource("half", folder.resolve("no.csv")), (target, context) -> halfway(target));

    assertThatThrownBy(() -> Landing.land(List.of(halfway), context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("No space left on device");

    try (Stream<Path> left = Files.walk(folder.resolve("w"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static Path halfway(Path target) {
    try {
      Files.writeString(target, "a,la");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw PipelineException.failed("The source cannot be kept")
        .found("No space left on device")
        .build();
  }
}
