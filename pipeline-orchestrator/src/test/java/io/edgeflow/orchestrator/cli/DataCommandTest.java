package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.orchestrator.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
  private static final Path DIGITS = Program.ROOT.resolve("config/data/digits.csv");

  @TempDir private Path folder;
  private final Program program = new Program();

  private Path meter() throws IOException {
    StringBuilder rows = new StringBuilder("id,at,temperature,unit,note,label\n");
    for (int i = 0; i < 60; i++) {
      rows.append(
          "%d,2024-01-01T00:%02d:00Z,%s,%s,%s,%s\n"
              .formatted(
                  i,
                  i,
                  i == 5 ? "" : Double.toString(i / 4.0),
                  i % 2 == 0 ? "C" : "F",
                  i % 3 == 0 ? "" : "a \"note\" ${x} " + i % 4,
                  i % 2 == 0 ? "off" : "on"));
    }
    return Files.writeString(folder.resolve("meter.csv"), rows);
  }

  @Test
  void a_profile_tells_of_columns_numbers_values_classes_and_correlations() throws IOException {
    assertThat(program.run("data", "profile", meter().toString())).isZero();

    assertThat(program.out())
        .contains("60 rows, 6 columns")
        .containsPattern("temperature +number +0.983")
        .containsPattern("unit +text +1 +0 +2")
        .containsPattern("temperature +0 +")
        .contains("C (30), F (30)")
        .contains("classes of label: off 0.5, on 0.5; the largest is 1 times the smallest")
        .containsPattern("id +temperature +1\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void it_fits_a_terminal(int columns) throws IOException {
    program.onTerminal(columns).run("data", "profile", meter().toString());

    assertThat(program.out().lines())
        .hasSizeGreaterThan(15)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
  }

  @Test
  void json_is_the_form_that_is_kept() {
    assertThat(program.run("data", "profile", DIGITS.toString(), "--json")).isZero();

    DataProfile profile = DataProfile.FORM.read(program.out(), "output");
    assertThat(profile.rows()).isEqualTo(1797);
    assertThat(profile.columns()).hasSize(65);
    assertThat(Json.readMap(program.out(), "profile")).containsEntry("format_version", 1);
  }

  @Test
  void what_is_suggested_is_valid_and_passes_on_the_same_data() throws IOException {
    Path data = meter();
    assertThat(program.run("data", "suggest", data.toString())).isZero();
    String suggested = program.out();

    assertThat(suggested)
        .startsWith("validation:\n  schema:\n    id: integer\n    at: timestamp\n")
        .contains("id: {not_null: true, unique: true}")
        .contains("temperature: {min: 0, max: 16.3}")
        .contains("unit: {not_null: true, allowed: [\"C\", \"F\"]}")
        .doesNotContain("pattern");
    List<Check> checks = judged(data, suggested, "id, at, unit, note");
    assertThat(checks).hasSizeGreaterThan(10 + 5);
    assertThat(checks)
        .filteredOn(check -> check.name().contains("."))
        .extracting(Check::verdict)
        .containsOnly(Verdict.PASS);
  }

  @Test
  void what_is_suggested_of_the_shipped_digits_passes_on_them() throws IOException {
    assertThat(program.run("data", "suggest", DIGITS.toString())).isZero();

    assertThat(judged(DIGITS, program.out(), ""))
        .filteredOn(check -> check.name().contains("."))
        .hasSizeGreaterThan(100)
        .extracting(Check::verdict)
        .containsOnly(Verdict.PASS);
  }

  private List<Check> judged(Path data, String suggested, String ignored) throws IOException {
    String yaml =
        "workflow: {name: t}\ndata_pipeline:\n  data_sources: [{name: a, type: files, path: "
            + data
            + "}]\n  features: {ignore: ["
            + ignored
            + "]}\n"
            + suggested.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
    Path file = Files.writeString(folder.resolve("w.yaml"), yaml);
    DataPipeline pipeline = new DataPipeline(ConfigLoader.load(file, List.of()).data());
    RunContext context = RunContext.standalone(folder.resolve("w"), 1);
    return pipeline.gate(pipeline.collect(context)).checks();
  }

  @Test
  void a_file_that_is_missing_is_named() {
    assertThat(program.run("data", "profile", "no-such.csv")).isNotZero();

    assertThat(program.err()).contains("no-such.csv");
  }
}
