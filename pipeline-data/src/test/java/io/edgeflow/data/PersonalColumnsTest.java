package io.edgeflow.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.source.Fetched;
import io.edgeflow.data.source.Landed;
import io.edgeflow.data.source.LandedSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalColumnsTest extends ConfigReading {
  private static final String KEY = "0123456789abcdef-secret";
  private static final int PERSONS = 12;
  private static final int ROWS = 240;

  @TempDir private Path folder;

  private static String mail(int row) {
    return "mail" + row + "@zebra-quux.example";
  }

  private static String person(int row) {
    return "Person-Xyzzy-" + row % PERSONS;
  }

  private static List<String> secrets() {
    return List.of("zebra-quux", "Person-Xyzzy", KEY);
  }

  private RunContext context() {
    return RunContext.standalone(folder.resolve("w"), 42);
  }

  private DataConfig config(Map<String, Object> source, Map<String, Object> features) {
    Map<String, Object> entry = new HashMap<>(Map.of("name", "plant"));
    entry.putAll(source);
    DataConfig config =
        read(
            Map.of(
                "data_sources", List.of(entry),
                "features", features,
                "split", Map.of("group", "person"),
                "quality", Map.of("not_applicable", Map.of("timeliness", "none"))));
    assertThat(problems.all()).isEmpty();
    return config;
  }

  private static Map<String, Object> features(String... more) {
    Map<String, Object> keys =
        new HashMap<>(Map.of("personal", Map.of("mail", "drop", "person", "hash")));
    for (int i = 0; i < more.length; i += 2) {
      keys.put(more[i], more[i + 1]);
    }
    return keys;
  }

  private DataConfig csv(List<String> lines, Charset charset, Map<String, Object> features)
      throws IOException {
    Path file = folder.resolve("plant.csv");
    Files.write(file, (String.join("\r\n", lines) + "\r\n").getBytes(charset));
    return config(
        Map.of("type", "files", "path", file.toString(), "encoding", charset.name()), features);
  }

  private static List<String> lines(String delimiter) {
    List<String> lines = new ArrayList<>(List.of("a,mail,b,person,label".replace(",", delimiter)));
    for (int i = 0; i < ROWS; i++) {
      lines.add(
          String.join(
              delimiter,
              i + ".5",
              "\"" + mail(i) + delimiter + " \"\"x\"\"\"",
              String.valueOf(i * i),
              " " + person(i) + " ",
              i % 2 == 0 ? "ä" : "b"));
    }
    return lines;
  }

  private String landed(LandedSource source) {
    return new String(context().artifacts().read(source.raw()), UTF_8);
  }

  private void assertNothingHolds(List<String> secrets) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("w"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, ISO_8859_1);
        assertThat(secrets).noneMatch(text::contains);
      }
    }
  }

  private static String hmac(String key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
    return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({"',', UTF-8", "';', ISO-8859-1", "'\t', UTF-16"})
  void personal_columns_of_csv_reach_no_file_of_the_workspace(String delimiter, String charset)
      throws Exception {
    List<String> lines = lines(delimiter);
    lines.add(String.join(delimiter, "1", mail(1), "2", person(3)));
    lines.add(String.join(delimiter, "1", mail(1), "2", person(3), "ä", person(4)));
    lines.add(String.join(delimiter, "1", "\"" + mail(1) + "\"" + person(3), "2", "x", "b"));
    lines.add("");
    lines.add(String.join(delimiter, "x", mail(1), "2", person(1), "b"));
    lines.add(String.join(delimiter, "1", mail(1), "2", "", "b"));
    lines.add(String.join(delimiter, "1", "\"" + mail(7), "2", "", "b"));
    lines.add(String.join(delimiter, "1", mail(7), "2", person(2), "b"));
    DataPipeline pipeline =
        new DataPipeline(csv(lines, Charset.forName(charset), features("personal_key", KEY)));

    DataCollection collection = pipeline.collect(context());
    pipeline.run(collection, context());

    assertNothingHolds(secrets());
    assertThat(collection.collected()).isEqualTo(ROWS + 7);
    assertThat(collection.quarantined()).isEqualTo(7);
    String quarantine = new String(context().artifacts().read(collection.quarantine()), UTF_8);
    assertThat(quarantine)
        .contains("has 3 columns, the header has 4")
        .contains("has 5 columns, the header has 4")
        .contains("has a broken quote")
        .contains("a is not a number")
        .contains("the group is missing")
        .contains("has a quote that is never closed")
        .contains("follows a quote that is never closed")
        .contains(hmac(KEY, person(1)));
    assertThat(landed(collection.sources().get(0)))
        .startsWith(
            "a,b,person,label\n0.5,0,".replace(",", delimiter) + hmac(KEY, person(0)) + delimiter);
    assertThat(collection.splits().schema().columns()).containsExactly("a", "b");
  }

  @Test
  void a_line_of_a_single_empty_cell_stays_a_record() throws IOException {
    DataConfig config =
        csv(
            List.of("mail,label", "x,", "y,a", "z"),
            UTF_8,
            Map.of("personal", Map.of("mail", "drop")));

    assertThat(
            landed(
                new DataPipeline(
                        config.withSplit(io.edgeflow.data.preprocessing.SplitConfig.defaults()))
                    .land(context())
                    .sources()
                    .get(0)))
        .isEqualTo("label\n\"\"\na\nwithheld,\n");
  }

  @Test
  void a_table_split_by_a_hashed_column_keeps_each_person_in_one_split() throws Exception {
    DataPipeline pipeline = new DataPipeline(csv(lines(","), UTF_8, features()));

    DataResult result = pipeline.run(pipeline.collect(context()), context());
    Dataset dataset = Dataset.open(result.dataset(), context().artifacts());

    Map<Integer, String> splits = new TreeMap<>();
    for (Split split : List.of(dataset.train(), dataset.validation(), dataset.test())) {
      for (int row = 0; row < split.rows(); row++) {
        String before = splits.put((int) split.raw(row)[0] % PERSONS, split.name());
        assertThat(before).isIn(null, split.name());
      }
    }
    assertThat(splits).hasSize(PERSONS);
    assertThat(splits.values()).contains("train", "validation", "test");
    assertNothingHolds(secrets());
  }

  @Test
  void the_key_of_the_workspace_stays_and_only_its_owner_can_read_it() throws IOException {
    DataPipeline pipeline = new DataPipeline(csv(lines(","), UTF_8, features()));
    Path key = folder.resolve("w").resolve("personal.key");

    String first = pipeline.land(context()).version();
    String again = pipeline.land(context()).version();
    assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    Files.delete(key);
    String rotated = pipeline.land(context()).version();

    assertThat(again).isEqualTo(first);
    assertThat(rotated).isNotEqualTo(first);
    Files.writeString(key, "not a key");
    assertThatThrownBy(() -> pipeline.land(context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("key of personal columns")
        .hasMessageNotContaining("not a key");
  }

  private static String record(int i) {
    return "{\"a\": %d.50, \"mail\": {\"of\": [\"%s\"]}, \"person\": \"%s\", \"label\": \"%s\"}"
        .formatted(i, mail(i), person(i), i % 2 == 0 ? "x" : "y");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void personal_keys_of_json_lines_reach_no_file_of_the_workspace(boolean zipped) throws Exception {
    String text =
        IntStream.range(0, ROWS)
                .mapToObj(PersonalColumnsTest::record)
                .collect(Collectors.joining("\n"))
            + "\n"
            + record(5).substring(1)
            + "\n{\"a\": \"x\", \"mail\": \""
            + mail(3)
            + "\", \"person\": 5, \"label\": \"x\"}\n";
    Path file = folder.resolve("plant.jsonl");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    Files.write(file, zipped ? bytes.toByteArray() : text.getBytes(UTF_8));
    DataPipeline pipeline =
        new DataPipeline(
            config(
                Map.of("type", "json_lines", "path", file.toString()),
                features("personal_key", KEY)));

    DataCollection collection = pipeline.collect(context());
    pipeline.run(collection, context());

    assertNothingHolds(secrets());
    assertThat(collection.collected()).isEqualTo(ROWS + 2);
    assertThat(collection.quarantined()).isEqualTo(2);
    assertThat(landed(collection.sources().get(0)))
        .startsWith("[{\"a\":0.50,\"person\":\"" + hmac(KEY, person(0)) + "\",\"label\":\"x\"},")
        .contains("\n\"withheld\",\n")
        .contains(hmac(KEY, "5"));
  }

  @Test
  void an_error_about_broken_json_shows_nothing_of_it() throws IOException {
    Path file = folder.resolve("plant.jsonl");
    Files.writeString(file, record(1) + "\n");
    DataConfig config = config(Map.of("type", "json_lines", "path", file.toString()), features());
    io.edgeflow.data.personal.PersonalColumns columns =
        new io.edgeflow.data.personal.PersonalColumns(config.features().personal(), 512);
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "[{\"mail\": zebra-quux}]");

    assertThatThrownBy(
            () ->
                columns.rewrite(
                    config.sources().get(0),
                    Fetched.only(broken),
                    folder.resolve("target"),
                    context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("did not answer with JSON")
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("zebra")
        .hasNoCause();
  }

  @Test
  void personal_columns_of_parquet_reach_no_file_of_the_workspace() throws Exception {
    Path file = folder.resolve("plant.parquet");
    try (WorkFolder work =
            WorkFolder.in(RunContext.standalone(folder.resolve("made"), 1).artifacts());
        DataEngine engine = DataEngine.duckDb(work, 512, 2)) {
      engine.execute(
          """
          COPY (SELECT i AS a, 'mail' || i || '@zebra-quux' AS mail, CAST(i * 2 AS TINYINT) AS b,
            ' Person-Xyzzy-' || (i %% 12) || ' ' AS person, 'k' || (i %% 2) AS label
            FROM range(60) AS r(i)) TO %s (FORMAT parquet)
          """
              .formatted(Sql.text(file)));
    }
    DataPipeline pipeline =
        new DataPipeline(
            config(
                Map.of("type", "parquet", "path", file.toString()), features("personal_key", KEY)));

    Landed landed = pipeline.land(context());
    pipeline.run(pipeline.collect(landed, context()), context());

    assertNothingHolds(secrets());
    assertThat(pipeline.land(context()).version()).isEqualTo(landed.version());
    List<String> rows = new ArrayList<>();
    try (WorkFolder work = WorkFolder.in(context().artifacts());
        DataEngine engine = DataEngine.duckDb(work, 512, 2)) {
      engine.query(
          "SELECT concat_ws(' ', a, b, person, label) FROM read_parquet("
              + Sql.text(context().artifacts().open(landed.sources().get(0).raw()))
              + ") LIMIT 2",
          row -> rows.add(String.valueOf(row.text(1))));
    }
    assertThat(rows)
        .containsExactly(
            "0 0 " + hmac(KEY, person(0)) + " k0", "1 2 " + hmac(KEY, person(1)) + " k1");
  }

  @Test
  void a_personal_column_that_a_source_lacks_is_refused_with_the_nearest_name() throws IOException {
    DataConfig config =
        csv(
            lines(","),
            UTF_8,
            Map.of("personal", Map.of("mail", "drop", "persom", "hash"), "ignore", List.of()));

    assertThatThrownBy(() -> new DataPipeline(config).land(context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"plant\" lacks a personal column")
        .hasMessageContaining("no column \"persom\"; did you mean \"person\"?");
  }

  @Test
  void what_is_dropped_cannot_be_used() {
    with("features", Map.of("personal", Map.of("label", "drop")));
    assertRefused("features.personal", "drops \"label\", which is the target");
    with("features", Map.of("columns", List.of("a"), "personal", Map.of("a", "drop")));
    assertRefused("features.personal", "drops \"a\", which is a feature");
    read(
        Map.of(
            "data_sources", ONE_FILE,
            "split", Map.of("group", "who"),
            "features", Map.of("personal", Map.of("who", "drop"))));
    assertRefused("features.personal", "drops \"who\", which is the timestamp, the group or");
    with("features", Map.of("personal", Map.of("a", "hsah"), "personal_key", "short"));
    assertRefused("features.personal.a", "\"hsah\" is not available");
    with("features", Map.of("personal", Map.of("a", Map.of("hash", 3))));
    assertRefused("features.personal", "a takes a word alone");
    assertRefused("features.personal_key", "must have at least 16 characters");
  }

  @Test
  void a_personal_column_of_a_path_reaches_no_file_of_the_workspace() throws Exception {
    for (int i = 0; i < 4; i++) {
      Path file = folder.resolve("hall/" + person(i) + "/day-" + i + ".csv");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a,b,label\n" + i + ",1,x\n" + i + ".5,2,y\n");
    }
    Map<String, Object> source =
        Map.of(
            "type",
            "files",
            "path",
            folder.resolve("hall") + "/*/*.csv",
            "pattern",
            "(?<person>[^/]+)/day-(?<mail>.)\\.csv");
    DataPipeline pipeline = new DataPipeline(config(source, features("personal_key", KEY)));

    Landed landed = pipeline.land(context());

    assertThat(landed.sources()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(landed.sources().get(i).toString())
          .contains("person=" + hmac(KEY, person(i)))
          .doesNotContain(person(i), "mail", "day-");
    }
    assertThat(pipeline.land(context()).version()).isEqualTo(landed.version());
    assertNothingHolds(List.of(person(0), person(1), person(2), person(3), "day-"));
  }

  @Test
  void a_person_in_a_path_that_is_written_out_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("ada.csv"), "a,mail,b,label\n1,m,2,x\n");
    DataConfig config =
        config(
            Map.of("type", "files", "path", file.toString(), "pattern", "(?<person>.*)\\.csv"),
            features());

    assertThatThrownBy(() -> new DataPipeline(config).land(context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"plant\" has a personal column in the path")
        .hasMessageContaining("name its file by a glob");
  }

  @Test
  void a_source_without_columns_is_refused() {
    read(
        Map.of(
            "data_sources",
            List.of(Map.of("name", "pictures", "type", "image_folder", "path", "x")),
            "features",
            Map.of("shape", List.of(8, 8, 1), "personal", Map.of("person", "hash"))));

    assertRefused(
        "features.personal", "is for tables: the source \"pictures\" lands files as they are");
  }
}
