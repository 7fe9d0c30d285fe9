package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.testing.Playback;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedByTest {
  private static final float[] SURELY_THE_FIRST = {9, 0};

  @TempDir Path folder;

  @Test
  void few_rows_that_are_all_right_do_not_show_that_a_bound_holds() {
    Check check = JudgedBy.BOUND.check(measured(20, 0), "accuracy", 0.9);

    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.remedy()).contains("more test rows");
    assertThat(Objects.requireNonNull(check.bounds()).lower()).isBetween(0.8, 0.9);
    assertThat(JudgedBy.VALUE.check(measured(20, 0), "accuracy", 0.9).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void many_rows_show_it() {
    Check check = JudgedBy.BOUND.check(measured(2000, 20), "accuracy", 0.9);

    assertThat(check.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check.value()).isEqualTo(0.99);
  }

  @Test
  void a_value_beyond_its_limit_fails_whatever_its_interval() {
    assertThat(JudgedBy.BOUND.check(measured(20, 3), "accuracy", 0.9).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_metric_without_an_interval_is_inconclusive() {
    assertThat(JudgedBy.BOUND.check(measured(2000, 0), "ece", 0.5).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  private Evaluation measured(int rows, int wrong) {
    ClassTarget target = new ClassTarget("label", List.of("a", "b"));
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    int[] labels = new int[rows];
    java.util.Arrays.fill(labels, 0, wrong, 1);
    SplitFiles files = samples.split(new float[rows][1], labels);
    return ModelEvaluator.evaluate(
        new Playback(Collections.nCopies(rows, SURELY_THE_FIRST)),
        samples.dataset(files, files, files).test(),
        Thresholds.NONE,
        Progress.silent());
  }
}
