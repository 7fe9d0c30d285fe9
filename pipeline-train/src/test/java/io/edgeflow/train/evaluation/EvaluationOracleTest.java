package io.edgeflow.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.testing.Oracle;
import io.edgeflow.train.testing.Playback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Held to scikit-learn's, SciPy's and statsmodels' numbers; see tools/oracle/make_evaluation.py.
 */
class EvaluationOracleTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  /** A share of the width of the other side's interval; both sides draw resamples of their own. */
  private static final double DRAWN = 0.15;

  @TempDir Path folder;

  static Stream<JsonNode> classes() {
    return cases("classes");
  }

  static Stream<JsonNode> anomalies() {
    return cases("anomalies");
  }

  static Stream<JsonNode> values() {
    return cases("values");
  }

  private static Stream<JsonNode> cases(String kind) {
    List<JsonNode> cases = new ArrayList<>();
    Oracle.json("evaluation.json").get(kind).forEach(cases::add);
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void scores_of_classes_are_scikit_learns(JsonNode golden) {
    Evaluation found = classEvaluation(golden);

    for (String metric : Evaluation.names(target(golden))) {
      if (golden.has(metric)) {
        assertThat(found.metric(metric).value())
            .as(metric)
            .isCloseTo(golden.get(metric).asDouble(), CLOSE);
      }
    }
    assertThat(golden.fieldNames())
        .toIterable()
        .contains("macro_f1", "roc_auc", "pr_auc", "brier", "ece");
    assertDrawn(found, golden);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void the_temperature_is_scipys_and_the_error_with_it_is_too(JsonNode golden) {
    Split split = split(golden);

    Calibration found =
        ModelEvaluator.calibration(playback(golden), split, split, Progress.silent()).orElseThrow();

    assertThat(found.temperature()).isCloseTo(golden.get("temperature").asDouble(), within(1e-6));
    assertThat(found.before().error()).isCloseTo(golden.get("ece").asDouble(), CLOSE);
    assertThat(found.after().error())
        .isCloseTo(golden.get("ece_calibrated").asDouble(), within(1e-6));
    assertThat(found.before().bins().stream().mapToLong(Reliability.Bin::rows).sum())
        .isEqualTo(golden.get("truth").size());
  }

  @Test
  void where_every_validation_row_is_right_no_temperature_is_fitted() {
    float[] scores = {2, 1, 0, 3};

    assertThat(Calibration.temperature(scores, new int[] {0, 1})).isEqualTo(1);
    assertThat(Calibration.temperature(scores, new int[] {1, 1})).isNotEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("anomalies")
  void scores_of_anomalies_are_scikit_learns(JsonNode golden) {
    double[] errors = doubles(golden.get("error"));
    int[] anomaly = ints(golden.get("anomaly"));
    double[] normal = where(errors, anomaly, 0);
    double[] anomalous = where(errors, anomaly, 1);
    SelfBootstrap bootstrap = new SelfBootstrap(golden.get("threshold").asDouble());
    RankingBootstrap areas = new RankingBootstrap();

    IntStream.range(0, errors.length)
        .forEach(row -> bootstrap.add(row, errors[row], anomaly[row] == 1));
    areas.add(errors, row -> anomaly[row] == 1);

    assertThat(Ranking.averagePrecision(normal, anomalous))
        .isCloseTo(golden.get("pr_auc").asDouble(), CLOSE);
    assertDrawn(
        areas.resamples().and(bootstrap.ofError()).and(bootstrap.ofDetection()).intervals(),
        golden.get("intervals"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void intervals_of_values_are_those_of_a_bootstrap(JsonNode golden) {
    float[] truth = Oracle.flat(Oracle.rows(golden.get("truth")));
    float[] predicted = Oracle.flat(Oracle.rows(golden.get("predicted")));
    ValueBootstrap bootstrap = new ValueBootstrap(2);

    IntStream.range(0, truth.length / 2)
        .forEach(row -> bootstrap.add(row, truth, predicted, 2 * row));

    assertDrawn(bootstrap.resamples().intervals(), golden.get("intervals"));
  }

  @Test
  void intervals_of_shares_are_wilsons() {
    for (JsonNode golden : Oracle.json("evaluation.json").get("wilson")) {
      Interval found = Interval.wilson(golden.get(0).asLong(), golden.get(1).asLong());

      assertThat(found.low()).isCloseTo(golden.get(2).asDouble(), CLOSE);
      assertThat(found.high()).isCloseTo(golden.get(3).asDouble(), CLOSE);
    }
  }

  @Test
  void a_class_without_rows_leaves_the_areas_unknown_and_the_rest_measured() {
    ClassTarget target = new ClassTarget("label", List.of("a", "b", "c"));
    List<float[]> scores = List.of(new float[] {1, 0, 0}, new float[] {0, 1, 0});

    Evaluation found = evaluate(scores, split(target, 0, 1));

    assertThat(found.metric("roc_auc").value()).isNaN();
    assertThat(found.metric("pr_auc").value()).isNaN();
    assertThat(found.metric("brier").value()).isPositive();
    assertThat(found.intervals().of("roc_auc")).isEmpty();
    assertThat(found.intervals().of("accuracy")).isPresent();
  }

  @Test
  void so_many_classes_that_resamples_do_not_fit_leave_accuracy_its_interval_alone() {
    ClassBootstrap bootstrap = new ClassBootstrap(20_000);

    bootstrap.add(0, 1, 1);

    assertThat(bootstrap.resamples().intervals().byMetric()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void an_evaluation_is_read_back_as_it_was_written(JsonNode golden) {
    Evaluation found = classEvaluation(golden);

    assertThat(Json.read(Json.text(found), Evaluation.class, "test")).isEqualTo(found);
  }

  @Test
  void of_other_targets_there_is_no_calibration() {
    ValueTarget target = new ValueTarget(List.of("weight"), Floats.of(0), Floats.of(1));
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    SplitFiles files = samples.split(new float[1][1], new float[][] {{1}});
    Split split = samples.dataset(files, files, files).test();

    assertThat(
            ModelEvaluator.calibration(
                new Playback(List.of(new float[] {1})), split, split, Progress.silent()))
        .isEmpty();
  }

  private static void assertDrawn(Evaluation found, JsonNode golden) {
    assertDrawn(found.intervals(), golden.get("intervals"));
  }

  private static void assertDrawn(Intervals found, JsonNode golden) {
    golden
        .properties()
        .forEach(
            each -> {
              double low = each.getValue().get(0).asDouble();
              double high = each.getValue().get(1).asDouble();
              Interval interval = found.of(each.getKey()).orElseThrow();
              Offset<Double> near = within(DRAWN * (high - low));
              assertThat(interval.low()).as(each.getKey()).isCloseTo(low, near);
              assertThat(interval.high()).as(each.getKey()).isCloseTo(high, near);
            });
  }

  private Evaluation classEvaluation(JsonNode golden) {
    return ModelEvaluator.evaluate(
        playback(golden), split(golden), Thresholds.NONE, Progress.silent());
  }

  private static Evaluation evaluate(List<float[]> scores, Split split) {
    return ModelEvaluator.evaluate(new Playback(scores), split, Thresholds.NONE, Progress.silent());
  }

  private static Playback playback(JsonNode golden) {
    return new Playback(Arrays.asList(Oracle.rows(golden.get("scores"))));
  }

  private static ClassTarget target(JsonNode golden) {
    return new ClassTarget(
        "label",
        IntStream.range(0, golden.get("classes").asInt()).mapToObj(Integer::toString).toList());
  }

  private Split split(JsonNode golden) {
    return split(target(golden), ints(golden.get("truth")));
  }

  private Split split(Target target, int... labels) {
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    SplitFiles files = samples.split(new float[labels.length][1], labels);
    return samples.dataset(files, files, files).test();
  }

  private static double[] where(double[] errors, int[] anomaly, int kind) {
    return IntStream.range(0, errors.length)
        .filter(row -> anomaly[row] == kind)
        .mapToDouble(row -> errors[row])
        .toArray();
  }

  private static double[] doubles(JsonNode list) {
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }

  private static int[] ints(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
  }
}
