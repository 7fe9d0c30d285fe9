package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.data.quality.DeclaredRange;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.table.FeatureConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPipelineTest {
  private static final Path DIGITS =
      Path.of(System.getProperty("edgeflow.root"), "config", "data", "digits.csv");

  @TempDir private Path folder;

  private static DataConfig digits(Path file) {
    return DataConfig.ofFile(file)
        .withFeatures(FeatureConfig.defaults().withClasses(10).withSize(32, 32))
        .withQuality(
            QualityConfig.defaults()
                .withRange(new DeclaredRange(List.of(), 0, 16))
                .withNotApplicable(Dimension.TIMELINESS, "static data set"));
  }

  private RunContext context(String workspace, int threads) {
    RunContext two = RunContext.standalone(folder.resolve(workspace), 42);
    return new RunContext(
        two.runId(),
        two.seed(),
        threads,
        two.clock(),
        two.workspace(),
        two.artifacts(),
        two.progress(),
        two.events(),
        two.tracker());
  }

  private Path emptied(double share) throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(DIGITS)) {
      String[] cells = line.split(",", -1);
      if (!lines.isEmpty()) {
        for (int i = 0; i < cells.length; i++) {
          cells[i] = random.nextDouble() < share ? "" : cells[i];
        }
      }
      lines.add(String.join(",", cells));
    }
    return Files.write(folder.resolve("emptied.csv"), lines);
  }

  private static Check check(GateReport gate, String name) {
    return gate.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void the_shipped_digits_are_collected_whole_and_pass_the_gate() {
    DataPipeline pipeline = new DataPipeline(digits(DIGITS));
    RunContext context = context("w", 2);

    DataCollection collection = pipeline.collect(context);
    DataResult result = pipeline.run(collection, context);
    StageReport report = pipeline.report(result);

    assertThat(collection.collected()).isEqualTo(1797);
    assertThat(collection.valid()).isEqualTo(1797);
    assertThat(collection.quarantined()).isZero();
    assertThat(collection.quarantine().bytes()).isZero();
    GateReport gate = report.gate().orElseThrow();
    assertThat(gate.name()).isEqualTo("data_quality");
    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check(gate, "completeness").value()).isEqualTo(1.0);
    assertThat(check(gate, "timeliness").notApplicable()).isEqualTo("static data set");
    assertThat(report.metrics())
        .extracting("name", "value")
        .contains(tuple("collected", 1797.0), tuple("valid", 1797.0), tuple("quarantined", 0.0));
  }

  @Test
  void the_digits_become_three_disjoint_stratified_splits_of_32_by_32_images() {
    DataPipeline pipeline = new DataPipeline(digits(DIGITS));
    RunContext context = context("w", 2);

    DataResult result = pipeline.run(pipeline.collect(context), context);
    Dataset dataset = Dataset.open(result.dataset(), context.artifacts());

    assertThat(dataset.schema().featureShape()).isEqualTo(new ImageShape(32, 32, 1));
    assertThat(dataset.schema().rawShape()).isEqualTo(new ImageShape(8, 8, 1));
    assertThat(dataset.train().rows() + dataset.validation().rows() + dataset.test().rows())
        .isEqualTo(1797);
    assertThat((double) dataset.train().rows() / 1797).isCloseTo(0.7, within(0.005));
    assertThat((double) dataset.test().rows() / 1797).isCloseTo(0.15, within(0.005));
    for (Split split : List.of(dataset.train(), dataset.validation(), dataset.test())) {
      long[] counts = new long[10];
      for (int label : split.labels()) {
        counts[label]++;
      }
      assertThat(LongStream.of(counts))
          .allMatch(n -> Math.abs(n - split.rows() / 10.0) < 0.02 * split.rows());
      assertThat(split.features(0))
          .isEqualTo(dataset.preprocessing().apply(split.raw(0)))
          .hasSize(1024);
    }
    assertThat(rows(dataset.train())).doesNotContainAnyElementsOf(rows(dataset.test()));
    assertThat(rows(dataset.train())).doesNotContainAnyElementsOf(rows(dataset.validation()));
    assertThat(rows(dataset.validation())).doesNotContainAnyElementsOf(rows(dataset.test()));
    assertThat(dataset.inputBaseline().histograms())
        .containsOnlyKeys("image_mean", "image_contrast")
        .allSatisfy((name, h) -> assertThat(h.samples()).isEqualTo(dataset.train().rows()));
  }

  private static List<List<Float>> rows(Split split) {
    List<List<Float>> rows = new ArrayList<>();
    for (int i = 0; i < split.rows(); i++) {
      List<Float> row = new ArrayList<>();
      for (float value : split.raw(i)) {
        row.add(value);
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  void the_same_seed_gives_the_same_bytes_whatever_the_number_of_threads() {
    DataPipeline pipeline = new DataPipeline(digits(DIGITS));
    RunContext one = context("one", 1);
    RunContext four = context("four", 4);

    DataResult first = pipeline.run(pipeline.collect(one), one);
    DataResult second = pipeline.run(pipeline.collect(four), four);

    assertThat(Json.text(second)).isEqualTo(Json.text(first));
    assertThat(Json.read(Json.text(first), DataResult.class, "test")).isEqualTo(first);
  }

  @Test
  void twenty_percent_empty_cells_fail_the_gate_and_are_no_error() throws IOException {
    DataPipeline pipeline = new DataPipeline(digits(emptied(0.2)));
    RunContext context = context("w", 2);

    DataCollection collection = pipeline.collect(context);
    DataResult result = pipeline.run(collection, context);

    GateReport gate = pipeline.report(result).gate().orElseThrow();
    assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(gate, "completeness").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(gate, "completeness").value()).isCloseTo(0.8, within(0.01));
    assertThat(check(gate, "completeness").samples()).isEqualTo(1797 * 65);
    assertThat(collection.valid() + collection.quarantined()).isEqualTo(1797);
    assertThat(collection.quarantined()).as("rows without a label").isBetween(300L, 420L);
  }

  @Test
  void a_missing_file_is_named_with_its_key_and_a_remedy() {
    DataPipeline pipeline = new DataPipeline(digits(folder.resolve("nowhere.csv")));

    assertThatThrownBy(() -> pipeline.collect(context("w", 2)))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.FAILED))
        .hasMessageContaining("nowhere.csv")
        .hasMessageContaining("data_sources.file.path")
        .hasMessageContaining("remedy");
  }

  @Test
  void nothing_is_left_in_the_store_but_artifacts() throws IOException {
    DataPipeline pipeline = new DataPipeline(digits(DIGITS));
    RunContext context = context("w", 2);

    pipeline.run(pipeline.collect(context), context);

    try (var files = Files.list(context.workspace().root().resolve("artifacts"))) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("sha256");
    }
  }
}
