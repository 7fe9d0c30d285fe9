package io.edgeflow.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.evaluation.ClassEvaluation.ClassMetrics;
import io.edgeflow.train.testing.Oracle;
import io.edgeflow.train.testing.Playback;
import io.edgeflow.train.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held to scikit-learn's numbers; see tools/oracle/make_train.py. */
class ModelEvaluatorTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  private static final List<String> LABELS =
      List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");

  @TempDir Path folder;

  static Stream<JsonNode> cases() {
    return Oracle.cases("metrics.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metrics_are_scikit_learns(JsonNode golden) {
    List<float[]> scores = scores(golden);
    Split split = split(scores.get(0).length, ints(golden.get("truth")));

    ClassEvaluation found = evaluate(scores, split);

    assertThat(found.accuracy()).isCloseTo(golden.get("accuracy").asDouble(), CLOSE);
    assertThat(found.precision()).isCloseTo(golden.get("precision").asDouble(), CLOSE);
    assertThat(found.recall()).isCloseTo(golden.get("recall").asDouble(), CLOSE);
    assertThat(found.f1()).isCloseTo(golden.get("f1").asDouble(), CLOSE);
    assertThat(found.samples()).isEqualTo(golden.get("truth").size());
    assertThat(found.confusion().toString())
        .isEqualTo(golden.get("confusion").toString().replace(",", ", "));
    JsonNode each = golden.get("per_class");
    assertEach(found, each.get("precision"), ClassMetrics::precision);
    assertEach(found, each.get("recall"), ClassMetrics::recall);
    assertEach(found, each.get("f1"), ClassMetrics::f1);
    assertEach(found, each.get("support"), ClassMetrics::support);
    if (golden.has("log_loss")) {
      assertThat(found.loss()).isCloseTo(golden.get("log_loss").asDouble(), within(1e-6));
    }
  }

  @Test
  void more_rows_than_a_batch_are_all_measured() {
    int[] truth = new int[1000];
    Arrays.setAll(truth, row -> row % TestData.CLASSES);
    List<float[]> scores = Arrays.stream(truth).mapToObj(label -> oneHot(label, 4)).toList();

    ClassEvaluation found = evaluate(scores, split(4, truth));

    assertThat(found.samples()).isEqualTo(1000);
    assertThat(found.accuracy()).isEqualTo(1);
    assertThat(found.confusion().get(3)).containsExactly(0L, 0L, 0L, 250L);
  }

  @Test
  void a_score_that_is_not_a_number_is_refused() {
    List<float[]> broken = List.of(new float[] {0, Float.NaN});

    assertThatThrownBy(() -> evaluate(broken, split(2, 0)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("not a finite number")
        .hasMessageContaining("playback");
  }

  @Test
  void a_label_without_a_score_is_refused() {
    List<float[]> two = List.of(new float[] {0, 1});

    assertThatThrownBy(() -> evaluate(two, split(3, 0)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit the target");
    assertThatThrownBy(() -> evaluate(two, split(2, 2)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is no class");
  }

  @Test
  void an_empty_split_is_refused_instead_of_counted_as_perfect() {
    assertThatThrownBy(() -> evaluate(List.of(), split(2)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no rows");
  }

  private static void assertEach(
      ClassEvaluation found, JsonNode golden, ToDoubleFunction<ClassMetrics> metric) {
    for (ClassMetrics one : found.classes()) {
      assertThat(metric.applyAsDouble(one))
          .as("class " + one.label())
          .isCloseTo(golden.get(one.label()).asDouble(), CLOSE);
    }
  }

  private static List<float[]> scores(JsonNode golden) {
    List<float[]> scores = new ArrayList<>();
    if (golden.has("probabilities")) {
      golden.get("probabilities").forEach(row -> scores.add(logarithms(row)));
    } else {
      int classes = golden.get("classes").asInt();
      Arrays.stream(ints(golden.get("predicted"))).forEach(p -> scores.add(oneHot(p, classes)));
    }
    return scores;
  }

  /** scikit-learn takes a probability of 0 for the smallest step of a double. */
  private static float[] logarithms(JsonNode row) {
    float[] scores = new float[row.size()];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = (float) Math.log(Math.max(row.get(c).asDouble(), Math.ulp(1.0)));
    }
    return scores;
  }

  private static float[] oneHot(int label, int classes) {
    float[] scores = new float[classes];
    scores[label] = 1;
    return scores;
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    Arrays.setAll(values, i -> array.get(i).asInt());
    return values;
  }

  private static ClassEvaluation evaluate(List<float[]> scores, Split split) {
    return (ClassEvaluation)
        ModelEvaluator.evaluate(new Playback(scores), split, Thresholds.NONE, Progress.silent());
  }

  private Split split(int classes, int... labels) {
    ClassTarget target = new ClassTarget("label", LABELS.subList(0, classes));
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    SplitFiles files = samples.split(new float[labels.length][1], labels);
    return samples.dataset(files, files, files).test();
  }
}
