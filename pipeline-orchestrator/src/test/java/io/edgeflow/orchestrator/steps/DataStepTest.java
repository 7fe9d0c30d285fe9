package io.edgeflow.orchestrator.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of landed bytes is made once. */
class DataStepTest {
  private static final Path DIGITS =
      Path.of(System.getProperty("edgeflow.root", ".."), "config", "data", "digits.csv");
  private static final Inputs NONE =
      new Inputs() {
        @Override
        public <T> Optional<T> find(Output<T> output) {
          return Optional.empty();
        }
      };

  @TempDir private Path folder;
  private final List<String> events = new ArrayList<>();
  private SmallWorkflow small;
  private RunContext context;

  @BeforeEach
  void open_a_workspace() throws IOException {
    small = SmallWorkflow.in(folder);
    context =
        RunContext.standalone(folder.resolve("space"), 42)
            .withEvents((type, fields) -> events.add(type));
  }

  private DataStep step(String... settings) {
    return new DataStep(ConfigLoader.load(small.config(), small.settings(settings)));
  }

  private Attempt<PreparedData> attempt(DataStep step) {
    return step.attempt(NONE, context);
  }

  @Test
  void a_kept_output_is_used_without_taking_the_bytes_apart_again() {
    DataStep step = step();
    PreparedData made = attempt(step).work();
    events.clear();

    Attempt<PreparedData> again = attempt(step);

    assertThat(key(step())).isEqualTo(key(step));
    assertThat(again.revived(made)).contains(made);
    assertThat(events).doesNotContain("data.collected");
  }

  @Test
  void the_report_has_the_quality_of_each_column() {
    DataStep step = step();

    List<Panel> panels = step.panels(attempt(step).work(), NONE);

    Panel.Table table =
        panels.stream()
            .filter(panel -> panel.title().equals("Quality by column"))
            .map(Panel.Table.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(table.head())
        .containsExactly(
            "column", "completeness", "consistency", "accuracy", "timeliness", "validity");
    assertThat(table.rows()).hasSize(65);
    assertThat(table.rows().get(0)).startsWith("p00", "1", "").endsWith("", "1");
    assertThat(table.rows().get(64)).containsExactly("label", "1", "1", "1", "", "1");
  }

  private List<String> key(DataStep step) {
    Attempt.Reuse reuse = attempt(step).reuse().orElseThrow();
    return Stream.concat(Stream.of(reuse.fingerprint()), reuse.inputs().stream()).toList();
  }

  @Test
  void other_bytes_and_another_split_are_other_inputs() throws IOException {
    Path more = Files.copy(DIGITS, folder.resolve("more.csv"));
    Files.writeString(more, Files.readString(more).replaceFirst("\n", "\n0"));

    String source =
        "data_pipeline.data_sources=[{name: digits, type: files, path: '" + more + "'}]";
    assertThat(key(step(source))).isNotEqualTo(key(step()));
    assertThat(key(step("data_pipeline.split={train: 0.6, validation: 0.2, test: 0.2}")))
        .isNotEqualTo(key(step()));
  }

  @Test
  void a_collection_that_its_gate_blocks_is_kept_and_made_anew_when_limits_let_it_pass() {
    String strict = "data_pipeline.quality.thresholds.consistency=1";
    String narrow = "data_pipeline.quality.ranges=[{min: 0, max: 15}]";
    String loose = "data_pipeline.quality.thresholds={accuracy: 0, validity: 0}";
    DataStep blocked = step(narrow, strict);

    PreparedData poor = attempt(blocked).work();

    assertThat(poor.result()).isNull();
    assertThat(blocked.report(poor).gate().orElseThrow().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(attempt(blocked).revived(poor)).contains(poor);
    assertThat(attempt(step(narrow, loose)).revived(poor)).isEmpty();
  }
}
