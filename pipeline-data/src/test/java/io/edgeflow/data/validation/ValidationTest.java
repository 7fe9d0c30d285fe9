package io.edgeflow.data.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.OffendingRow;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.source.LandedSource.Format;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.TableColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
  @TempDir Path temp;
  private Collected collected;

  @BeforeEach
  void start() {
    collected = new Collected(temp);
  }

  @AfterEach
  void stop() {
    collected.close();
  }

  /** Features temperature and humidity; the rest is ignored by the model. */
  private void dirty() {
    collected.csv(
        "meter",
        "id,at,temperature,humidity,unit,name,label",
        "1,2024-01-01T00:00:00Z,20,40,C,ann,x",
        "2,2024-01-01T01:00:00Z,130,41,F,bob,y",
        "2,2024-01-01T03:00:00Z,-50,,K,,x",
        "4,2024-01-01T02:00:00Z,warm,45,C,a1,y",
        "5,,25,90,,christopher,x");
  }

  private static ValidationConfig config(Map<String, ?> values) {
    Problems problems = new Problems();
    ValidationConfig config =
        ValidationConfig.from(
            ValidationConfig.FIELDS.read(ConfigValues.node(values), "validation", problems),
            problems);
    problems.throwIfAny();
    return config;
  }

  private List<Check> judge(Map<String, ?> values) {
    ValidationConfig config = config(values);
    FeatureConfig features = FeatureConfig.defaults().withoutColumns("id", "at", "unit", "name");
    CollectedTable table =
        collected.load(
            features, TableColumns.Extra.NONE, (c, names) -> config.texts(c.features(), names));
    return judge(table, config, table.columns().features().size());
  }

  private List<Check> judge(CollectedTable table, ValidationConfig config, int channels) {
    try (WorkFolder folder = WorkFolder.in(collected.store())) {
      return Validation.judge(table, config, channels, new Sandbox(folder, 256, 1));
    }
  }

  private Check one(Map<String, ?> expectation) {
    List<Check> checks = judge(Map.of("expect", List.of(expectation)));
    assertThat(checks).hasSize(1);
    return checks.get(0);
  }

  private static String shown(Check check) {
    return check.name() + " " + check.verdict() + " " + check.value() + " of " + check.samples();
  }

  @Test
  void constraints_are_checks_with_value_limit_samples_and_the_first_offending_rows() {
    dirty();

    List<Check> checks =
        judge(Map.of("constraints", Map.of("temperature", Map.of("min", -40, "max", 125))));

    assertThat(checks).hasSize(1);
    Check check = checks.get(0);
    assertThat(shown(check)).isEqualTo("temperature.range FAIL 0.4 of 5");
    assertThat(check.limit()).isEqualTo(1);
    assertThat(check.offendingRows())
        .containsExactly(
            new OffendingRow("meter", 2, "130.0"),
            new OffendingRow("meter", 3, "-50.0"),
            new OffendingRow("meter", 4, "nan"));
    assertThat(check.remedy()).contains("validation.constraints.temperature");
  }

  @Test
  void columns_that_are_no_features_are_judged_and_empty_cells_are_not_asked() {
    dirty();

    List<Check> checks =
        judge(
            Map.of(
                "constraints",
                Map.of(
                    "unit", Map.of("allowed", List.of("C", "F"), "share", 0.7),
                    "name", Map.of("not_null", true, "pattern", "[a-z]+", "max_length", 5),
                    "id", Map.of("unique", true))));

    assertThat(checks)
        .extracting(ValidationTest::shown)
        .containsExactlyInAnyOrder(
            "unit.allowed PASS 0.75 of 4",
            "name.not_null FAIL 0.8 of 5",
            "name.pattern FAIL 0.75 of 4",
            "name.length FAIL 0.75 of 4",
            "id.unique FAIL 0.6 of 5");
  }

  @Test
  void types_are_judged_and_a_column_that_is_missing_is_named() {
    dirty();

    List<Check> checks =
        judge(
            Map.of(
                "schema",
                Map.of(
                    "id",
                    "integer",
                    "at",
                    "timestamp",
                    "temperature",
                    "number",
                    "name",
                    "text",
                    "humidity",
                    "integer",
                    "unit",
                    "number",
                    "nam",
                    "text")));

    assertThat(checks)
        .extracting(ValidationTest::shown)
        .containsExactlyInAnyOrder(
            "id.type PASS 1.0 of 5",
            "at.type PASS 1.0 of 4",
            "temperature.type FAIL 0.8 of 5",
            "name.type PASS 1.0 of 4",
            "humidity.type PASS 1.0 of 4",
            "unit.type FAIL 0.0 of 4",
            "nam.type FAIL null of 0");
    assertThat(checks)
        .filteredOn(check -> check.name().equals("nam.type"))
        .singleElement()
        .satisfies(check -> assertThat(check.remedy()).contains("did you mean \"name\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "not_null;column=humidity;FAIL 0.8 of 5",
        "unique;column=id,share=0.6;PASS 0.6 of 5",
        "in_range;column=humidity,max=50;FAIL 0.75 of 4",
        "in_set;column=humidity,values=40|41|45|90;PASS 1.0 of 4",
        "matches;column=unit,pattern=[CF];FAIL 0.75 of 4",
        "length_between;column=name,min=3,max=11;FAIL 0.75 of 4",
        "increasing;column=at;FAIL 0.6666666666666666 of 3",
        "increasing;column=id;PASS 1.0 of 4",
        "compare;column=temperature,other=humidity,operator=<;FAIL 0.5 of 4",
        "sum;column=humidity,min=216;PASS 216.0 of 4",
        "mean;column=humidity,max=53;FAIL 54.0 of 4",
        "stddev;column=humidity,max=21;PASS 20.868636754709208 of 4",
        "min;column=temperature,min=-40;FAIL -50.0 of 4",
        "max;column=temperature,max=130;PASS 130.0 of 4",
        "quantile;column=humidity,quantile=0.5,max=43;PASS 43.0 of 4",
        "distinct_count;column=unit,max=2;FAIL 3.0 of 4",
        "row_count;min=5;PASS 5.0 of 5",
        "correlation;column=temperature,other=humidity,min=0;FAIL -0.41 of 3",
        "sql;sql=unit = 'C' OR humidity < 41;FAIL 0.6666666666666666 of 3",
        "sql;sql=SELECT * FROM rows WHERE temperature > 100,share=0.8;PASS 0.8 of 5",
      })
  void each_kind_is_judged(String kind, String keys, String expected) {
    dirty();
    Map<String, Object> entry = new java.util.LinkedHashMap<>(Map.of("kind", kind, "name", "n"));
    for (String key : keys.split(",(?=[a-z]+=)", -1)) {
      String[] pair = key.split("=", 2);
      entry.put(
          pair[0],
          pair[0].equals("values")
              ? List.of(pair[1].split("\\|", -1))
              : pair[1].matches("-?[0-9.]+") ? (Object) Double.valueOf(pair[1]) : pair[1]);
    }

    String found = shown(one(entry));

    if (kind.equals("correlation")) {
      assertThat(found).startsWith("n FAIL -0.").endsWith(" of 3");
    } else {
      assertThat(found).isEqualTo("n " + expected);
    }
  }

  @Test
  void two_bounds_of_a_figure_are_two_checks() {
    dirty();

    assertThat(
            judge(
                Map.of(
                    "expect",
                    List.of(Map.of("kind", "mean", "column", "humidity", "min", 0, "max", 50)))))
        .extracting(ValidationTest::shown)
        .containsExactly("mean(humidity).min PASS 54.0 of 4", "mean(humidity).max FAIL 54.0 of 4");
  }

  @Test
  void what_nothing_can_be_asked_of_is_inconclusive() {
    collected.csv(
        "meter", "id,at,temperature,humidity,unit,name,label", "1,,20,,,,x", "2,,21,,,,y");

    assertThat(
            judge(
                Map.of(
                    "constraints", Map.of("unit", Map.of("allowed", List.of("C"))),
                    "expect", List.of(Map.of("kind", "mean", "column", "humidity", "min", 0)))))
        .extracting(Check::verdict)
        .containsOnly(Verdict.INCONCLUSIVE);
  }

  @Test
  void sql_shows_the_rows_that_it_finds() {
    dirty();

    Check check = one(Map.of("sql", "temperature <= 100"));

    assertThat(check.name()).isEqualTo("expect[0]");
    assertThat(check.offendingRows())
        .containsExactly(new OffendingRow("meter", 2, "{\"temperature\":130.0}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('%s')",
        "SELECT * FROM '%s'",
        "(SELECT COUNT(*) FROM read_text('%s')) = 0",
        "true); COPY rows TO '%s'; SELECT (true",
        "true); ATTACH '%s' AS other; SELECT (true",
        "true); SET enable_external_access = true; SELECT (true",
        "true); INSTALL httpfs; SELECT (true",
        "no_such_column = 1",
        "SELECT",
      })
  void sql_reads_and_writes_no_file_and_an_error_names_the_expectation(String sql)
      throws Exception {
    dirty();
    Path file = temp.resolve("secret.csv");
    Files.writeString(file, "a\n1\n");

    assertThatThrownBy(() -> one(Map.of("sql", sql.replace("%s", file.toString()))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The SQL of an expectation cannot be run")
        .hasMessageContaining("validation.expect[0].sql");
    assertThat(file).hasContent("a\n1\n");
  }

  @Test
  void the_share_of_a_condition_is_the_compliance_of_deequ() throws IOException {
    Path golden = Path.of("src/test/resources/golden");
    collected.bytes("dirty", Format.CSV, Files.readAllBytes(golden.resolve("deequ-dirty.csv")));

    Check check =
        judge(collected.load(), config(Map.of("expect", List.of(Map.of("sql", "id <= 150")))), 1)
            .get(0);

    assertThat(check.value())
        .isEqualTo(
            Json.readMap(Files.readString(golden.resolve("deequ-dirty.json")), "deequ")
                .get("Compliance id is small"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a.range FROM range(100000000000) AS a, rows WHERE hash(a.range) = 1",
        "id < (SELECT SUM(a.range * b.range) FROM range(1000000) AS a, range(1000000) AS b)"
      })
  void sql_that_takes_too_long_is_ended_with_one_clear_error(String sql) {
    dirty();

    assertThatThrownBy(
            () -> judge(Map.of("sql_timeout_s", 0.05, "expect", List.of(Map.of("sql", sql)))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The SQL of an expectation took too long")
        .hasMessageContaining("0.05 s")
        .hasMessageContaining("validation.expect[0].sql")
        .hasMessageContaining("sql_timeout_s");
  }

  @Test
  void sql_over_more_than_its_memory_is_spilled() {
    String[] lines =
        IntStream.rangeClosed(0, 300_000)
            .mapToObj(i -> i == 0 ? "a,label" : i + "," + "y".repeat(1 + i % 7))
            .toArray(String[]::new);
    collected.csv("s", lines);
    ValidationConfig config =
        config(
            Map.of(
                "expect",
                List.of(
                    Map.of(
                        "sql",
                        "SELECT * FROM (SELECT a, repeat(label, 200) AS long, row_number() OVER"
                            + " (ORDER BY hash(a)) AS n FROM rows) WHERE n < 0 OR long = ''"))));

    assertThat(judge(collected.load(), config, 1))
        .extracting(Check::verdict)
        .containsExactly(Verdict.PASS);
  }

  @Test
  void channels_of_images_and_every_feature_have_ranges() {
    int pixels = 20 * 20;
    String names = String.join(",", IntStream.range(0, pixels).mapToObj(i -> "p" + i).toList());
    String low = String.join(",", IntStream.range(0, pixels).mapToObj(i -> "1").toList());
    collected.csv("s", names + ",label", low + ",x", low.replaceFirst("1,1", "1,300") + ",y");
    ValidationConfig config =
        config(
            Map.of(
                "constraints",
                Map.of("c1", Map.of("max", 255), "c0", Map.of("max", 255), "*", Map.of("min", 0))));

    List<Check> checks =
        judge(collected.load(FeatureConfig.defaults().withShape(20, 10, 2)), config, 2);

    assertThat(checks)
        .extracting(ValidationTest::shown)
        .containsExactlyInAnyOrder(
            "c1.range FAIL 0.5 of 2", "c0.range PASS 1.0 of 2", "*.range PASS 1.0 of 2");
    assertThat(checks)
        .filteredOn(check -> check.name().equals("c1.range"))
        .singleElement()
        .satisfies(
            check ->
                assertThat(check.offendingRows())
                    .containsExactly(new OffendingRow("s", 2, "1.0 to 300.0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kind=mean;column: is needed by mean",
        "kind=mean,column=a;give min, max or both",
        "kind=unique,column=a,max=1;max: has no meaning with kind: unique",
        "kind=row_count,min=1,share=0.5;share: has no meaning with kind: row_count",
        "kind=matches,column=a,pattern=(?=b);looks around or back",
        "kind=uniqe;did you mean \"unique\"",
        "column=a;sql: is needed by sql",
      })
  void an_expectation_that_makes_no_sense_is_refused(String keys, String expected) {
    Map<String, Object> entry = new java.util.LinkedHashMap<>();
    for (String key : keys.split(",", -1)) {
      String[] pair = key.split("=", 2);
      entry.put(pair[0], pair[1].matches("[0-9.]+") ? (Object) Double.valueOf(pair[1]) : pair[1]);
    }

    assertThatThrownBy(() -> config(Map.of("expect", List.of(entry))))
        .hasMessageContaining(expected);
  }

  @Test
  void names_that_no_check_has_and_names_of_two_are_refused() {
    assertThatThrownBy(
            () ->
                config(
                    Map.of(
                        "constraints", Map.of("a", Map.of("min", 0)),
                        "allow_inconclusive", List.of("a.rang"))))
        .hasMessageContaining("\"a.rang\" is no check; did you mean \"a.range\"");
    Map<String, ?> twice = Map.of("kind", "unique", "column", "a");
    assertThatThrownBy(() -> config(Map.of("expect", List.of(twice, twice))))
        .hasMessageContaining("has two checks \"unique(a)\"");
    assertThatThrownBy(() -> config(Map.of("schema", Map.of("a", "float"))))
        .hasMessageContaining("has for a no type but \"float\"");
  }
}
