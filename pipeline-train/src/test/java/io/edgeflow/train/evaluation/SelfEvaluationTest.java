package io.edgeflow.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.testing.Oracle;
import io.edgeflow.train.testing.Playback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held to scikit-learn's and NumPy's numbers; see tools/oracle/make_targets.py. */
class SelfEvaluationTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final SelfTarget LABELED = new SelfTarget("broken", 0.9);

  @TempDir Path folder;

  static Stream<JsonNode> cases() {
    return Oracle.cases("anomaly_metrics.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metrics_are_scikit_learns(JsonNode golden) {
    float[] errors = Oracle.floats(golden.get("error"));
    int[] anomalies = new int[errors.length];
    java.util.Arrays.setAll(anomalies, row -> golden.get("anomaly").get(row).asInt());

    SelfEvaluation found = evaluate(LABELED, anomalies, errors, golden.get("threshold").asDouble());

    for (String metric : List.of("roc_auc", "f1", "precision", "recall")) {
      assertThat(found.metric(metric).value())
          .as(metric)
          .isCloseTo(golden.get(metric).asDouble(), CLOSE);
    }
    assertThat(found.reconstructionError()).isCloseTo(golden.get("mean").asDouble(), within(1e-7));
    assertThat(found.normal().samples() + found.anomalous().samples()).isEqualTo(errors.length);
    assertThat(found.normal().edges()).isEqualTo(found.anomalous().edges());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thresholds_are_numpys_quantiles_of_the_normal_errors(JsonNode golden) {
    float[] errors = Oracle.floats(golden.get("error"));
    List<float[]> normal = new ArrayList<>();
    for (int row = 0; row < errors.length; row++) {
      if (golden.get("anomaly").get(row).asInt() == 0) {
        normal.add(output(errors[row]));
      }
    }

    golden
        .get("quantiles")
        .properties()
        .forEach(
            each -> {
              SelfTarget target = new SelfTarget(null, Double.parseDouble(each.getKey()));
              Split split = split(target, new int[normal.size()]);

              Thresholds found =
                  ModelEvaluator.thresholds(new Playback(normal), split, Progress.silent());

              assertThat((float) found.requireAnomaly())
                  .as(each.getKey())
                  .isCloseTo((float) each.getValue().asDouble(), withinPercentage(1e-4));
            });
  }

  @Test
  void an_error_at_the_threshold_is_normal() {
    SelfEvaluation found = evaluate(LABELED, new int[] {0, 1, 1}, new float[] {1, 4, 9}, 4);

    assertThat(found.metric("recall").value()).isEqualTo(0.5);
    assertThat(found.metric("precision").value()).isEqualTo(1);
    assertThat(found.threshold()).isEqualTo(4);
    assertThat(found.primary()).isEqualTo(LABELED.primary().of(1, 3));
    assertThat(found.defaultLimits()).containsExactly(java.util.Map.entry("roc_auc", 0.5));
    assertThat(found.metrics()).extracting(Metric::name).isEqualTo(Evaluation.names(LABELED));
    assertThat(found.headlines())
        .extracting(Metric::name)
        .containsExactly("roc_auc", "f1", "reconstruction_error");
  }

  @Test
  void without_known_anomalies_only_the_error_is_measured() {
    SelfTarget target = new SelfTarget(null, 0.9);

    SelfEvaluation found = evaluate(target, new int[] {0, 0}, new float[] {1, 4}, 4);

    assertThat(found.metrics())
        .extracting(Metric::name)
        .isEqualTo(Evaluation.names(target))
        .containsExactly("reconstruction_error");
    assertThat(found.primary()).isEqualTo(target.primary().of(2.5, 2));
    assertThat(found.defaultLimits())
        .containsExactly(java.util.Map.entry("reconstruction_error", Double.MAX_VALUE));
  }

  @Test
  void known_anomalies_that_a_split_lacks_leave_the_detection_unknown() {
    SelfEvaluation none = evaluate(LABELED, new int[] {0, 0}, new float[] {1, 4}, 4);
    SelfEvaluation only = evaluate(LABELED, new int[] {1, 1}, new float[] {1, 4}, 4);

    assertThat(none.primary().value()).isNaN();
    assertThat(none.reconstructionError()).isEqualTo(2.5);
    assertThat(only.primary().value()).isNaN();
    assertThat(only.reconstructionError()).isNaN();
  }

  @Test
  void it_is_read_back_as_it_was_written() {
    for (int anomalies = 0; anomalies <= 2; anomalies++) {
      int[] truth = {anomalies > 0 ? 1 : 0, anomalies > 1 ? 1 : 0};

      Evaluation found = evaluate(LABELED, truth, new float[] {1, 4}, 4);

      assertThat(Json.text(found)).startsWith("{\"type\":\"self\"");
      assertThat(Json.read(Json.text(found), Evaluation.class, "test")).isEqualTo(found);
    }
  }

  @Test
  void a_threshold_must_be_known() {
    Split split = split(LABELED, 0);

    assertThatThrownBy(
            () ->
                ModelEvaluator.evaluate(
                    new Playback(List.of(output(1))), split, Thresholds.NONE, Progress.silent()))
        .hasMessageContaining("threshold");
  }

  /** Features are 0, so that the error of one feature is the output's square. */
  private static float[] output(float error) {
    return new float[] {(float) Math.sqrt(error)};
  }

  private SelfEvaluation evaluate(
      SelfTarget target, int[] anomalies, float[] errors, double threshold) {
    List<float[]> outputs = new ArrayList<>();
    for (float error : errors) {
      outputs.add(output(error));
    }
    return (SelfEvaluation)
        ModelEvaluator.evaluate(
            new Playback(outputs),
            split(target, anomalies),
            Thresholds.NONE.withAnomaly(threshold),
            Progress.silent());
  }

  private Split split(SelfTarget target, int... anomalies) {
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    float[][] features = new float[anomalies.length][1];
    SplitFiles files =
        target.anomaly() == null ? samples.split(features) : samples.split(features, anomalies);
    return samples.dataset(files, files, files).test();
  }
}
