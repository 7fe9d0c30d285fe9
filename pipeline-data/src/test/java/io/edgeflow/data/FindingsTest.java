package io.edgeflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.data.finding.DataFindings;
import io.edgeflow.data.finding.FindingConfig;
import io.edgeflow.data.finding.NearDuplicates;
import io.edgeflow.data.finding.Shift;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.table.FeatureConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  private static final Path DIGITS =
      Path.of(System.getProperty("edgeflow.root"), "config", "data", "digits.csv");

  @TempDir private Path folder;

  private RunContext context() {
    return RunContext.standalone(folder.resolve("w"), 42);
  }

  private static QualityConfig still() {
    return QualityConfig.defaults().withNotApplicable(Dimension.TIMELINESS, "static");
  }

  private DataConfig table(double shift) throws IOException {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>(List.of("a,b,label"));
    for (int i = 0; i < 900; i++) {
      lines.add(
          "%s,%s,%s".formatted(random.nextGaussian() + shift, random.nextGaussian(), i % 3 == 0));
    }
    lines.add("1,x,true");
    Path file = Files.write(folder.resolve("table.csv"), lines);
    return DataConfig.ofFile(file).withQuality(still());
  }

  private DataResult run(DataConfig config) {
    DataPipeline pipeline = new DataPipeline(config);
    return pipeline.run(pipeline.collect(context()), context());
  }

  private DataFindings findings(DataResult result) {
    return DataFindings.FORM.read(context().artifacts().open(result.found().findings()));
  }

  private static Optional<Check> check(StageReport report, String name) {
    return report.gate().orElseThrow().checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst();
  }

  @Test
  void a_device_sees_what_training_saw_and_the_gate_holds_it_to_that() throws IOException {
    DataConfig config = table(0);

    StageReport report = new DataPipeline(config).report(run(config));

    assertThat(check(report, "train_serve_difference").orElseThrow())
        .satisfies(
            check -> {
              assertThat(check.value()).isZero();
              assertThat(check.limit()).isZero();
              assertThat(check.samples()).isEqualTo(200);
              assertThat(check.outcome()).contains(Verdict.PASS);
            });
  }

  @Test
  void drift_is_told_against_the_version_before_and_a_first_version_has_none() throws IOException {
    DataFindings first = findings(run(table(0)));
    DataFindings again = findings(run(table(0)));
    DataResult moved =
        run(table(1).withFindings(new FindingConfig(2, Optional.empty(), Optional.of(0.2))));
    DataFindings second = findings(moved);

    assertThat(first.previous()).isNull();
    assertThat(again).isEqualTo(first);
    assertThat(second.previous()).hasSize(64);
    assertThat(second.drift())
        .extracting(Shift::name, Shift::verdict)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("value_a", Verdict.FAIL),
            org.assertj.core.api.Assertions.tuple("value_b", Verdict.PASS));
    assertThat(moved.found().notes()).anyMatch(note -> note.contains("drifted"));
    StageReport report =
        new DataPipeline(
                table(1).withFindings(new FindingConfig(2, Optional.empty(), Optional.of(0.2))))
            .report(moved);
    assertThat(check(report, "data_drift").orElseThrow().outcome()).contains(Verdict.FAIL);
  }

  @Test
  void near_images_across_splits_are_a_notice_and_fail_the_gate_under_a_limit() {
    DataConfig digits =
        DataConfig.ofFile(DIGITS)
            .withFeatures(FeatureConfig.defaults().withClasses(10).withShape(8, 8, 1))
            .withQuality(still());

    DataResult result = run(digits);
    NearDuplicates near = findings(result).near();

    assertThat(near).isNotNull();
    assertThat(near.images()).isEqualTo(1797);
    assertThat(near.leaked()).isPositive();
    assertThat(result.found().notes()).anyMatch(note -> note.contains("near to a training image"));
    assertThat(check(new DataPipeline(digits).report(result), "split_overlap")).isEmpty();
    DataConfig limited =
        digits.withFindings(new FindingConfig(2, Optional.of(0.01), Optional.empty()));
    assertThat(
            check(new DataPipeline(limited).report(result), "split_overlap")
                .orElseThrow()
                .outcome())
        .contains(Verdict.FAIL);
    assertThat(findings(result).samples()).hasSize(30);
    assertThat(findings(result).twins()).hasSize(12);
  }

  @Test
  void the_card_says_where_data_is_from_what_went_and_how_to_make_it_again() throws IOException {
    DataResult result = run(table(0));
    String card = new String(context().artifacts().read(result.found().card()), UTF_8);

    assertThat(card)
        .contains("data version `" + result.dataset().dataVersion() + "`")
        .contains(result.collection().sources().get(0).raw().sha256())
        .contains("901 collected, 900 valid, 1 quarantined")
        .contains("| b is not a number | 1 |")
        .contains("| train | 630 |")
        .contains("| completeness |")
        .contains("first version of this data")
        .contains("seed 42");
    assertThat(new DataPipeline(table(0)).report(result).artifacts().get(0).name())
        .isEqualTo("data_card.md");
  }
}
