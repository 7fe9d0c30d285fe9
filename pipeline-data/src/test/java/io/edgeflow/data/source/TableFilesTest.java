package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.engine.WorkFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** The promises of a source hold for several files too. */
class TableFilesTest extends DataSourceProviderContract {
  private static final String ROW = "CAST(v AS VARCHAR) || coalesce(label, '-')";

  private DataSourceProvider provider = new FilesProvider();

  @Override
  protected DataSourceProvider provider() {
    return provider;
  }

  @Override
  Map<String, ?> working(Path folder) throws IOException {
    write("t/1.csv", "a,label\n1,x\n");
    write("t/2.csv", "label,a\ny,2\n");
    return at("t/*.csv");
  }

  @Override
  Map<String, ?> others() {
    return at(
        "n/*.csv",
        "encoding",
        "utf-16",
        "delimiter",
        ";",
        "pattern",
        "(?<b>.*)",
        "max_mb",
        7,
        "timeout",
        9);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path zip(String name, String... namesAndTexts) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder().resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(bytes(namesAndTexts[i + 1]));
      }
    }
    return folder().resolve(name);
  }

  @Test
  void files_of_a_glob_are_one_table_in_the_order_of_their_paths_and_known_by_them()
      throws IOException {
    write("t/b/9.csv", "a,label\n3,z\n");
    write("t/b/.hidden.csv", "a,label\n7,h\n");
    write("t/note.txt", "no table");
    working(folder());

    List<LandedSource> landed = landAll(at("t/**.csv"));

    assertThat(landed)
        .extracting(LandedSource::name)
        .containsExactly("plant/1.csv", "plant/2.csv", "plant/b/9.csv");
    assertThat(landed).extracting(LandedSource::source).containsOnly("plant");
    assertThat(landed.get(1).origin()).isEqualTo("t/**.csv (2.csv)");
    assertThat(rows(landed, ROW)).containsExactly("[1.0]x", "[2.0]y", "[3.0]z");
    assertThat(rows(landed, "CAST(record AS VARCHAR)")).containsExactly("1", "1", "1");
  }

  @Test
  void files_whose_columns_differ_are_an_error_that_names_both() throws IOException {
    write("t/1.csv", "a,label\n1,x\n");
    write("t/2.csv", "b,label\n2,y\n");

    List<LandedSource> landed = landAll(at("t/*.csv"));

    assertThatThrownBy(() -> rows(landed, ROW))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source \"plant/2.csv\" has files with different columns")
        .hasMessageContaining("[b, label] in plant/2.csv")
        .hasMessageContaining("[a, label] in plant/1.csv");
  }

  @Test
  void a_glob_that_no_file_fits_is_an_error_with_the_glob_and_the_folder() {
    assertThatThrownBy(() -> landAll(at("t/*.tsv")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has a glob that no file fits")
        .hasMessageContaining(folder().resolve("t/*.tsv").toString());
    assertThatThrownBy(() -> source(at("t/*.tsv")).orElseThrow().requirePresent())
        .hasMessageContaining("no file fits");
  }

  @Test
  void named_groups_of_a_pattern_are_columns_of_all_records_of_a_file() throws IOException {
    write("t/anna/1.csv", "a\n1\n2\n");
    write("t/ben/1.csv", "a\n3\n");
    write("t/ben/1.jsonl", "{\"a\": 4}\n");
    Map<String, ?> keys = at("t/*/*.csv", "pattern", "(?<label>.*)/.*");

    assertThat(rows(landAll(keys), ROW)).containsExactly("[1.0]anna", "[2.0]anna", "[3.0]ben");
    assertThat(LandedSource.version(landAll(keys)))
        .isNotEqualTo(LandedSource.version(landAll(at("t/*/*.csv"))));
    assertThatThrownBy(() -> landAll(at("t/*/*.csv", "pattern", "(?<label>anna)/.*")))
        .hasMessageContaining("has a file whose path does not fit the pattern")
        .hasMessageContaining("ben/1.csv");
    provider = new JsonLinesProvider();
    assertThat(rows(landAll(at("t/*/*.jsonl", "pattern", "(?<label>.*)/.*")), ROW))
        .containsExactly("[4.0]ben");
    assertThat(source(at("t/*.csv", "pattern", "("))).isEmpty();
    assertThat(problems().all())
        .extracting(Problems.Problem::message)
        .anyMatch(message -> message.startsWith("is malformed"));
  }

  @Test
  void parquet_and_json_lines_take_globs_too() throws IOException {
    Files.createDirectories(folder().resolve("t"));
    try (WorkFolder work = WorkFolder.in(new ArtifactStore(folder().resolve("made")));
        DataEngine engine = DataEngine.duckDb(work, 512, 2)) {
      for (int i = 1; i < 3; i++) {
        engine.execute(
            "COPY (SELECT %d AS a, 'x' AS label) TO %s (FORMAT parquet)"
                .formatted(i, Sql.text(folder().resolve("t/" + i + ".parquet"))));
      }
    }
    write("t/1.jsonl", "{\"a\": 1, \"label\": \"x\"}\n");
    write("t/2.jsonl", "{\"a\": 2, \"label\": \"y\"}\n");

    provider = new ParquetProvider();
    assertThat(rows(landAll(at("t/*.parquet", "pattern", "(?<n>.*)")), ROW))
        .containsExactly("[1.0]x", "[2.0]x");
    provider = new JsonLinesProvider();
    assertThat(rows(landAll(at("t/?.jsonl")), ROW)).containsExactly("[1.0]x", "[2.0]y");
  }

  @Test
  void a_file_compressed_by_zstd_lands_as_what_it_holds() throws IOException {
    byte[] zipped = Zstd.compress(bytes("a,label\n1,x\n"));
    write("a.csv.zst", zipped);

    assertThat(text(land(at("a.csv.zst")))).isEqualTo("a,label\n1,x\n");
    for (int length = 4; length < zipped.length; length++) {
      write("a.csv.zst", Arrays.copyOf(zipped, length));
      assertThatThrownBy(() -> land(at("a.csv.zst")))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("is compressed, and cut off or damaged")
          .hasMessageContaining("a.csv.zst");
    }
    write("a.csv.zst", Zstd.compress(new byte[(1 << 20) + 1]));
    assertThatThrownBy(() -> land(at("a.csv.zst", "max_mb", 1)))
        .hasMessageContaining("is too large");
  }

  @Test
  void max_mb_bounds_all_files_together() throws IOException {
    write("t/1.csv", "a,label\n" + "1,x\n".repeat(200_000));
    write("t/2.csv", "a,label\n" + "1,x\n".repeat(200_000));

    assertThat(landAll(at("t/1.csv", "max_mb", 1))).hasSize(1);
    assertThatThrownBy(() -> landAll(at("t/*.csv", "max_mb", 1)))
        .hasMessageContaining("is too large")
        .hasMessageContaining("1048576 bytes");
  }

  @Test
  void a_path_leads_into_a_zip_archive() throws IOException {
    zip(
        "d.zip",
        "t/1.csv",
        "a,label\n1,x\n",
        "t/2.csv",
        "a,label\n2,y\n",
        "0.csv",
        "a,label\n0,z\n");

    assertThat(rows(landAll(at("d.zip!/t/*.csv")), ROW)).containsExactly("[1.0]x", "[2.0]y");
    assertThat(rows(landAll(at("d.zip!/0.csv")), ROW)).containsExactly("[0.0]z");
    assertThat(landAll(at("d.zip!/**.csv")))
        .extracting(LandedSource::name)
        .containsExactly("plant/0.csv", "plant/t/1.csv", "plant/t/2.csv");
    assertThatThrownBy(() -> landAll(at("d.zip!/no/*.csv")))
        .hasMessageContaining("no file fits")
        .hasMessageContaining("/no/*.csv");
    assertThatThrownBy(() -> landAll(at("d.zip!/no.csv"))).hasMessageContaining("d.zip!/no.csv");
    assertThatThrownBy(() -> landAll(at("e.zip!/no.csv"))).hasMessageContaining("e.zip");
  }

  @Test
  void a_small_archive_that_holds_more_than_the_limit_is_refused() throws IOException {
    zip("bomb.zip", "a.csv", "a,label\n" + "1,x\n".repeat(1 << 20));

    assertThat(Files.size(folder().resolve("bomb.zip"))).isLessThan(20_000);
    assertThatThrownBy(() -> landAll(at("bomb.zip!/a.csv", "max_mb", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is too large");
  }

  @Test
  void an_archive_whose_names_lead_out_of_it_is_refused() throws IOException {
    zip("evil.zip", "../../a.csv", "a,label\n1,x\n");

    assertThatThrownBy(() -> landAll(at("evil.zip!/**.csv")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The archive of source \"plant\" is no ZIP that can be read");
    assertThat(folder().resolve("../../a.csv")).doesNotExist();
  }

  @Test
  void a_damaged_archive_is_refused_with_its_name() throws IOException {
    write("bad.zip", bytes("no archive"));

    assertThatThrownBy(() -> landAll(at("bad.zip!/a.csv")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is no ZIP that can be read")
        .hasMessageContaining("bad.zip");
  }
}
