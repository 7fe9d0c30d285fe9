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
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.evaluation.PairedComparison.Side;
import io.edgeflow.train.testing.ByRow;
import io.edgeflow.train.testing.Oracle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held to statsmodels' and scikit-learn's numbers; see tools/oracle/make_evaluation.py. */
class PairedComparisonTest {
  private static final JsonNode GOLDEN = Oracle.json("paired.json");
  private static final double CONFIDENCE = 0.95;

  /** A share of the width of the other side's interval; both sides draw resamples of their own. */
  private static final double DRAWN = 0.15;

  @TempDir Path folder;

  @Test
  void rows_that_only_one_classifier_has_right_are_tested_as_statsmodels_does() {
    for (JsonNode golden : GOLDEN.get("tests")) {
      McNemar found =
          new McNemar(
              golden.get("rows").asInt(), golden.get("lost").asInt(), golden.get("gained").asInt());

      assertThat(found.probability()).isCloseTo(golden.get("p").asDouble(), within(1e-10));
      assertInterval(found.gain(1 - CONFIDENCE), golden.get("interval"), within(1e-12));
    }
  }

  @Test
  void classifiers_that_never_differ_on_few_rows_may_differ_on_others() {
    assertThat(new McNemar(40, 0, 0).probability()).isEqualTo(1);
    assertThat(new McNemar(40, 0, 0).gain(0.05).low()).isLessThan(-0.05);
    assertThat(new McNemar(4000, 0, 0).gain(0.05).low()).isGreaterThan(-0.001);
  }

  @Test
  void the_gain_of_a_classifier_in_any_metric_has_the_exact_test_beside_it() {
    JsonNode golden = GOLDEN.get("classes");
    ClassTarget target = new ClassTarget("label", List.of("x", "y", "z"));
    Split test = split(target, ints(golden.get("truth")));
    List<Side> sides = sides(test, golden.get("scores"));

    PairedComparison found = compared(sides, "accuracy");
    PairedComparison other = compared(sides, "macro_f1");

    assertThat(other.metric()).isEqualTo("macro_f1");
    assertThat(other.discordant()).isEqualTo(found.discordant());
    assertDrawn(Objects.requireNonNull(other.interval()), golden.get("intervals").get("macro_f1"));
    assertThat(found.metric()).isEqualTo("accuracy");
    assertThat(found.gain()).isCloseTo(golden.get("gain").asDouble(), within(1e-12));
    JsonNode counts = golden.get("discordant");
    assertThat(found.discordant())
        .isEqualTo(new McNemar(120, counts.get("lost").asInt(), counts.get("gained").asInt()));
    assertInterval(Objects.requireNonNull(found.interval()), counts.get("interval"), within(1e-12));
    assertDrawn(sides, "accuracy", golden);
    assertDrawn(sides, "macro_f1", golden);
    assertThat(Json.read(Json.text(found), PairedComparison.class, "test")).isEqualTo(found);
  }

  @Test
  void a_gain_in_values_is_a_smaller_error() {
    JsonNode golden = GOLDEN.get("values");
    ValueTarget target = new ValueTarget(List.of("weight"), Floats.of(0), Floats.of(1));
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    SplitFiles files = samples.split(ByRow.features(60), Oracle.rows(golden.get("truth")));

    PairedComparison found =
        compared(
            sides(samples.dataset(files, files, files).test(), golden.get("predicted")), "rmse");

    assertThat(found.metric()).isEqualTo("rmse");
    assertThat(found.gain()).isCloseTo(golden.get("gain").asDouble(), within(1e-9));
    assertThat(found.discordant()).isNull();
    assertDrawn(Objects.requireNonNull(found.interval()), golden.get("intervals").get("rmse"));
  }

  @Test
  void a_gain_in_telling_anomalies_is_bootstrapped_over_the_same_rows() {
    JsonNode golden = GOLDEN.get("anomalies");
    Split test = split(new SelfTarget("broken", 0.9), ints(golden.get("anomaly")));
    List<Side> sides = new ArrayList<>();
    for (JsonNode model : golden.get("error")) {
      List<float[]> outputs = new ArrayList<>();
      for (JsonNode error : model) {
        outputs.add(new float[] {outputs.size() + (float) Math.sqrt(error.asDouble())});
      }
      sides.add(new Side(new ByRow(outputs), test, Thresholds.NONE.withAnomaly(2)));
    }

    PairedComparison found = compared(sides, "roc_auc");

    assertThat(found.metric()).isEqualTo("roc_auc");
    assertThat(found.gain()).isCloseTo(golden.get("gain").asDouble(), within(1e-3));
    assertDrawn(sides, "roc_auc", golden);
  }

  private static PairedComparison compared(List<Side> sides, String metric) {
    return PairedComparison.of(
        "run", "ab", sides.get(1), sides.get(0), metric, CONFIDENCE, Progress.silent());
  }

  private static void assertDrawn(List<Side> sides, String metric, JsonNode golden) {
    Resamples own = tally(sides.get(1)).resamples();
    assertDrawn(
        own.less(tally(sides.get(0)).resamples(), metric, 1 - CONFIDENCE).orElseThrow(),
        golden.get("intervals").get(metric));
  }

  private static void assertDrawn(Interval found, JsonNode golden) {
    double width = golden.get(1).asDouble() - golden.get(0).asDouble();
    assertInterval(found, golden, within(DRAWN * width));
  }

  private static Tally tally(Side side) {
    return ModelEvaluator.tally(
        side.predictor(), side.test(), side.thresholds(), Progress.silent());
  }

  private static void assertInterval(Interval found, JsonNode golden, Offset<Double> near) {
    assertThat(found.low()).isCloseTo(golden.get(0).asDouble(), near);
    assertThat(found.high()).isCloseTo(golden.get(1).asDouble(), near);
  }

  private static List<Side> sides(Split test, JsonNode models) {
    List<Side> sides = new ArrayList<>();
    for (JsonNode model : models) {
      ByRow predictor = new ByRow(Arrays.asList(Oracle.rows(model)));
      sides.add(new Side(predictor, test, Thresholds.NONE));
    }
    return sides;
  }

  private Split split(Target target, int... labels) {
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    SplitFiles files = samples.split(ByRow.features(labels.length), labels);
    return samples.dataset(files, files, files).test();
  }

  private static int[] ints(JsonNode list) {
    int[] values = new int[list.size()];
    Arrays.setAll(values, i -> list.get(i).asInt());
    return values;
  }
}
