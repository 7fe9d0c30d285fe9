package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.OffendingRow;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.testing.ShownText;
import io.edgeflow.data.quality.DeclaredRange;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.validation.Constraint;
import io.edgeflow.data.validation.ValidationConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPipelineTest {
  private static final Path DIGITS =
      Path.of(System.getProperty("edgeflow.root"), "config", "data", "digits.csv");

  @TempDir private Path folder;

  private static DataConfig digits(Path file) {
    return DataConfig.ofFile(file)
        .withFeatures(FeatureConfig.defaults().withClasses(10).withShape(8, 8, 1).withSize(32, 32))
        .withQuality(
            QualityConfig.defaults()
                .withRange(new DeclaredRange(List.of(), 0, 16))
                .withNotApplicable(Dimension.TIMELINESS, "static data set"));
  }

  private RunContext context(String workspace, int threads) {
    return RunContext.standalone(folder.resolve(workspace), 42).withThreads(threads);
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
    ShownText.assertOneLine(result);
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

    assertThat(dataset.schema().features().image()).isEqualTo(new ImageShape(32, 32, 1));
    assertThat(dataset.schema().raw().image()).isEqualTo(new ImageShape(8, 8, 1));
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

  /**
   * The split and its order hang on content and seed alone. DuckDB's hash of a row is part of it: a
   * release of DuckDB that hashes in another way turns this red, and is a change that users notice.
   */
  @ParameterizedTest
  @CsvSource({
    "42, train, 45cfd46d7b0039c2341c231be7bab1d3b60bf6d4f6334f49f5a6a4fad20f36c0",
    "42, validation, eaccb8426fd3fcf309e976cad61c3856f77f366e9466821f549302863c45eb1f",
    "42, test, e36f97200cbde3666ce1765fe233ae9006d8de27fb6c3be75fe02b9e4710b76d",
    "7, train, 5620257c061963a9840a086ca0fc6ed49a13762178fd0b4ac4e3e712420c8f51",
    "7, validation, 00d51be500ee6029cd4523660401f5eb5010db8383b59400ef87341720dba5aa",
    "7, test, 95744ce561e08d20ed12a6f542c96b177eecf31c8475f125d87b83afeb3cd0f6"
  })
  void the_digits_are_dealt_as_ever(long seed, String split, String sha256) {
    DataPipeline pipeline = new DataPipeline(digits(DIGITS));
    RunContext context = RunContext.standalone(folder.resolve("w"), seed);

    DataResult result = pipeline.run(pipeline.collect(context), context);

    Dataset dataset = Dataset.open(result.dataset(), context.artifacts());
    Split found =
        List.of(dataset.train(), dataset.validation(), dataset.test()).stream()
            .filter(each -> each.name().equals(split))
            .findFirst()
            .orElseThrow();
    assertThat(digest(found)).isEqualTo(sha256);
  }

  /** Of each row's features as float32 and its label as int32, little-endian. */
  private static String digest(Split split) {
    int rowBytes = (split.raw(0).length + 1) * Float.BYTES;
    ByteBuffer all = ByteBuffer.allocate(split.rows() * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < split.rows(); row++) {
      for (float value : split.raw(row)) {
        all.putFloat(value);
      }
      all.putInt(split.label(row));
    }
    return Sha256.of(all.array());
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
  void a_collection_that_no_data_set_can_be_made_of_is_still_judged() throws IOException {
    Path file = Files.write(folder.resolve("bad.csv"), List.of("a,y", "x,1", ",", "1"));
    DataPipeline pipeline =
        new DataPipeline(
            DataConfig.ofFile(file).withFeatures(FeatureConfig.defaults().withValues("y")));
    RunContext context = context("w", 2);

    DataCollection collection = pipeline.collect(context);

    assertThat(collection.quarantined()).isEqualTo(3);
    assertThat(collection.valid()).isZero();
    assertThat(pipeline.report(collection).gate().orElseThrow().verdict()).isEqualTo(Verdict.FAIL);
    assertThatThrownBy(() -> pipeline.run(collection, context))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("too few different valid rows");
  }

  @Test
  void every_file_of_the_data_set_is_reported_once() {
    DataPipeline pipeline = new DataPipeline(digits(DIGITS));
    RunContext context = context("w", 2);

    DataResult result = pipeline.run(pipeline.collect(context), context);

    assertThat(pipeline.report(result).artifacts())
        .doesNotHaveDuplicates()
        .extracting(Artifact::name)
        .containsExactlyInAnyOrder(
            "data_card.md",
            "data_findings.json",
            "data_profile.json",
            "file.csv",
            "quarantine.jsonl",
            "train.raw.0.npy",
            "train.truths.0.npy",
            "train.features.0.npy",
            "validation.raw.0.npy",
            "validation.truths.0.npy",
            "validation.features.0.npy",
            "test.raw.0.npy",
            "test.truths.0.npy",
            "test.features.0.npy");
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

  @Test
  void a_source_without_a_record_is_noted_also_when_it_is_judged_anew() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,label"));
    for (int i = 0; i < 40; i++) {
      lines.add(i + "," + i % 2);
    }
    Path full = Files.write(folder.resolve("full.csv"), lines);
    Path empty = Files.write(folder.resolve("empty.csv"), List.of("a,label"));
    DataPipeline pipeline =
        new DataPipeline(
            DataConfig.ofFile(full)
                .withSources(List.of(new FileSource("full", full), new FileSource("none", empty))));
    RunContext context = context("w", 2);

    DataCollection collected = pipeline.collect(context);

    String note = "the source \"none\" is left out: it holds no record";
    assertThat(pipeline.report(collected).notes()).containsExactly(note);
    assertThat(
            pipeline
                .report(pipeline.judgedAnew(collected, pipeline.land(context), context))
                .notes())
        .containsExactly(note);
  }

  @Test
  void only_timeliness_hangs_on_the_clock() throws IOException {
    List<String> lines = new ArrayList<>(List.of("t,a,label"));
    for (int i = 0; i < 40; i++) {
      lines.add("2024-06-01T12:00:%02dZ,%d,%s".formatted(i, i, i % 2 == 0 ? "x" : "y"));
    }
    QualityConfig usual = QualityConfig.defaults();
    QualityConfig timely =
        new QualityConfig(
            usual.thresholds(),
            usual.notApplicable(),
            usual.allowInconclusive(),
            Optional.of("t"),
            Duration.ofSeconds(60),
            List.of());
    DataPipeline pipeline =
        new DataPipeline(
            DataConfig.ofFile(Files.write(folder.resolve("t.csv"), lines)).withQuality(timely));
    RunContext then = at("2024-06-01T12:00:40Z");
    RunContext now = at("2024-06-01T12:01:19Z");

    DataCollection kept = pipeline.collect(then);
    DataCollection anew = pipeline.judgedAnew(kept, pipeline.land(now), now);

    assertThat(kept.quality().timeliness().value()).isEqualTo(1);
    assertThat(anew.quality().timeliness().value()).isEqualTo(21 / 40.0);
    assertThat(anew).isEqualTo(pipeline.collect(now)).isNotEqualTo(kept);
  }

  @Test
  void a_constraint_blocks_the_gate_with_its_first_rows_and_those_of_features_are_quarantined()
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("temperature,unit,label"));
    for (int i = 0; i < 40; i++) {
      lines.add("%d,%s,%s".formatted(i == 7 ? 999 : i, i == 9 ? "K" : "C", i % 2 == 0 ? "x" : "y"));
    }
    DataConfig config =
        DataConfig.ofFile(Files.write(folder.resolve("t.csv"), lines))
            .withFeatures(FeatureConfig.defaults().withoutColumns("unit"))
            .withQuality(
                QualityConfig.defaults()
                    .withNotApplicable(Dimension.TIMELINESS, "static")
                    .withValidation(
                        ValidationConfig.builder()
                            .add(
                                ValidationConfig.CONSTRAINTS,
                                "temperature",
                                t -> t.set(Constraint.MAX, 125.0).set(Constraint.SHARE, 0.9))
                            .add(
                                ValidationConfig.CONSTRAINTS,
                                "unit",
                                u -> u.set(Constraint.ALLOWED, List.of("C", "F")))
                            .build()));
    DataPipeline pipeline = new DataPipeline(config);

    DataCollection collection = pipeline.collect(context("w", 2));

    assertThat(collection.quarantined()).isEqualTo(1);
    assertThat(collection.valid()).isEqualTo(39);
    GateReport gate = pipeline.gate(collection);
    assertThat(check(gate, "temperature.range").verdict()).isEqualTo(Verdict.PASS);
    assertThat(check(gate, "temperature.range").offendingRows())
        .containsExactly(new OffendingRow("file", 8, "999.0"));
    assertThat(check(gate, "unit.allowed").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(gate, "unit.allowed").offendingRows())
        .containsExactly(new OffendingRow("file", 10, "K"));
    assertThat(gate.passes()).isFalse();
  }

  private RunContext at(String time) {
    RunContext usual = RunContext.standalone(folder.resolve("w"), 42);
    return new RunContext(
        usual.runId(),
        usual.seed(),
        usual.threads(),
        Clock.fixed(Instant.parse(time), ZoneOffset.UTC),
        usual.workspace(),
        usual.artifacts(),
        usual.progress(),
        usual.events(),
        usual.tracker());
  }
}
