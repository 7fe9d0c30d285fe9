package io.edgeflow.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.evaluation.AnsweredSamples.AnsweredSample;
import io.edgeflow.train.evaluation.AnsweredSamples.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerGalleryTest {
  private static final ClassTarget YES_OR_NO = new ClassTarget("label", List.of("no", "yes"));
  private static final String GOLDEN = "answered-samples.v1.json";

  @TempDir private Path folder;

  private AnsweredSamples picked(
      FeatureSpec spec, Target target, float[][] features, int[] truth, float[] answers) {
    return picked(spec, target, features, truth, answers, Thresholds.NONE, 42);
  }

  private AnsweredSamples picked(
      FeatureSpec spec,
      Target target,
      float[][] features,
      int[] truth,
      float[] answers,
      Thresholds thresholds,
      long seed) {
    Samples samples = new Samples(new ArtifactStore(folder), spec, target);
    SplitFiles files = samples.split(features, truth);
    Dataset data = samples.dataset(files, files, files);
    AnswerGallery gallery = new AnswerGallery(data.schema(), data.test(), thresholds, seed);
    int width = answers.length / truth.length;
    int half = truth.length / 2;
    gallery.add(0, half, Arrays.copyOfRange(answers, 0, half * width));
    gallery.add(half, truth.length, Arrays.copyOfRange(answers, half * width, answers.length));
    return gallery.picked();
  }

  /** Of a hundred rows every fourth is answered wrongly, the later the surer. */
  private AnsweredSamples hundred(long seed) {
    int[] truth = new int[100];
    float[] scores = new float[200];
    for (int row = 0; row < 100; row++) {
      truth[row] = row % 2;
      boolean wrong = row % 4 == 0;
      scores[2 * row + (wrong ? 1 - truth[row] : truth[row])] = row / 25f + 0.1f;
    }
    return picked(
        FeatureSpec.vector(1), YES_OR_NO, new float[100][1], truth, scores, Thresholds.NONE, seed);
  }

  @Test
  void the_most_certainly_wrong_answers_come_first_and_some_right_ones_follow() {
    List<AnsweredSample> samples = hundred(42).samples();

    assertThat(samples).hasSize(AnsweredSamples.MOST);
    assertThat(samples.subList(0, 16))
        .extracting(AnsweredSample::row)
        .containsExactly(96, 92, 88, 84, 80, 76, 72, 68, 64, 60, 56, 52, 48, 44, 40, 36);
    assertThat(samples.subList(0, 16))
        .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(Outcome.WRONG));
    assertThat(samples.subList(16, 24))
        .extracting(AnsweredSample::row)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(samples).extracting(AnsweredSample::outcome).contains(Outcome.RIGHT);
  }

  @Test
  void a_confidence_is_the_softmax_of_the_scores() {
    AnsweredSample only =
        picked(
                FeatureSpec.vector(1),
                YES_OR_NO,
                new float[][] {{7}, {8}},
                new int[] {0, 1},
                new float[] {0, 3, 0, 3})
            .samples()
            .get(0);

    assertThat(only.answer()).isEqualTo("yes");
    assertThat(only.truth()).isEqualTo("no");
    assertThat(only.weight()).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-9));
    assertThat(only.input()).containsExactly(7f);
  }

  @Test
  void a_seed_picks_the_same_samples_each_time_and_another_seed_others() {
    assertThat(hundred(42)).isEqualTo(hundred(42));
    assertThat(hundred(43)).isNotEqualTo(hundred(42));
  }

  @Test
  void values_that_are_farthest_off_come_first() {
    Samples samples = Samples.values(new ArtifactStore(folder));
    SplitFiles files = samples.split(new float[3][4], new float[][] {{1, 0}, {2, 0}, {3, 0}});
    Dataset data = samples.dataset(files, files, files);
    AnswerGallery gallery = new AnswerGallery(data.schema(), data.test(), Thresholds.NONE, 1);

    gallery.add(0, 3, new float[] {1.5f, 9, 2, 9, 1, 9});

    assertThat(gallery.picked().samples())
        .extracting(s -> s.row() + ": " + s.answer() + " of " + s.truth() + " " + s.outcome())
        .containsExactly("2: 1.0 of 3.0 OPEN", "0: 1.5 of 1.0 OPEN", "1: 2.0 of 2.0 OPEN");
  }

  @Test
  void anomalies_are_told_by_the_predictors_own_threshold() {
    Thresholds two = Thresholds.NONE.withAnomaly(2);
    AnsweredSamples found =
        picked(
            FeatureSpec.vector(1),
            new SelfTarget("broken", 0.95),
            new float[4][1],
            new int[] {0, 1, 0, 1},
            new float[] {1, 5, 8, 1},
            two,
            1);

    assertThat(found.threshold()).isEqualTo(2);
    assertThat(found.samples())
        .extracting(s -> s.row() + " " + s.answer() + "/" + s.truth() + " " + s.outcome())
        .containsExactly(
            "2 anomaly/normal WRONG",
            "3 normal/anomaly WRONG",
            "0 normal/normal RIGHT",
            "1 anomaly/anomaly RIGHT");
  }

  @Test
  void a_large_image_is_shown_by_means_over_blocks_of_at_most_64_by_64() {
    FeatureSpec spec = FeatureSpec.image(new ImageShape(130, 90, 3));
    float[] image = new float[130 * 90 * 3];
    image[0] = 9;
    image[3] = 18;
    float[][] features = {image, image};

    AnsweredSamples found =
        picked(spec, YES_OR_NO, features, new int[] {0, 1}, new float[] {1, 0, 0, 1});

    assertThat(found.spec().image()).isEqualTo(new ImageShape(44, 30, 3));
    assertThat(found.samples().get(0).input()).hasSize(44 * 30 * 3).startsWith(3f, 0f, 0f);
  }

  @Test
  void a_long_series_is_shown_by_means_over_its_steps() {
    float[] series = new float[500 * 5];
    for (int step = 0; step < 500; step++) {
      series[step * 5 + 1] = step;
    }
    float[][] features = {series, series};

    AnsweredSamples found =
        picked(
            FeatureSpec.series(500, 5),
            YES_OR_NO,
            features,
            new int[] {0, 1},
            new float[] {1, 0, 0, 1});

    assertThat(found.spec()).isEqualTo(FeatureSpec.series(167, 4));
    assertThat(found.samples().get(0).input()).hasSize(167 * 4).startsWith(0f, 1f, 0f, 0f, 0f, 4f);
  }

  private static AnsweredSamples kept() {
    return new AnsweredSamples(
        FeatureSpec.vector(2),
        List.of("p0", "p1"),
        Double.NaN,
        List.of(new AnsweredSample(7, "no", "yes", 0.75, Outcome.WRONG, List.of(0.5f, Float.NaN))));
  }

  @Test
  void the_file_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(GOLDEN, AnsweredSamples.FORM.pretty(kept()));
  }

  @Test
  void the_file_reads_to_its_value_and_what_is_not_understood_is_refused() throws IOException {
    String text = GoldenFile.text(GOLDEN);

    assertThat(AnsweredSamples.FORM.read(text, GOLDEN)).isEqualTo(kept());
    assertThatThrownBy(() -> AnsweredSamples.FORM.read(GoldenFile.withVersion(text, 2), GOLDEN))
        .hasMessageContaining("Unknown version of the answered samples");
    assertThatThrownBy(() -> AnsweredSamples.FORM.read(GoldenFile.withUnknownField(text), GOLDEN))
        .hasMessageContaining("from_the_future");
  }
}
