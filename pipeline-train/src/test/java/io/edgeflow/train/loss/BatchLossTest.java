package io.edgeflow.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.train.loss.Loss.Distillation;
import io.edgeflow.train.testing.TestData;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchLossTest {
  private static final ModelGraph ANY =
      TestData.cnn(0.1).untrained(TestData.SPEC, TestData.TARGET, 0, null);

  @Test
  void cross_entropy_of_a_hand_worked_batch() {
    // Row 0: scores ln 1, ln 3, label 1: p = 3/4. Row 1: equal scores, label 0: p = 1/2.
    float[] scores = {0, (float) Math.log(3), 5, 5};

    BatchLoss loss = BatchLoss.crossEntropy(scores, new int[] {1, 0});

    assertThat(loss.sum()).isCloseTo(Math.log(4 / 3.0) + Math.log(2), within(1e-7));
    assertThat(loss.gradient())
        .containsExactly(new float[] {0.125f, -0.125f, -0.25f, 0.25f}, within(1e-7f));
  }

  @Test
  void distillation_of_a_hand_worked_row() {
    // At T = 2: student ln 9 / 2 = ln 3 gives (3/4, 1/4), teacher gives (1/2, 1/2).
    float[] student = {(float) Math.log(9), 0};
    float[] teacher = {1, 1};
    double divergence = 0.5 * Math.log(0.5 / 0.75) + 0.5 * Math.log(0.5 / 0.25);
    double crossEntropy = Math.log(10 / 9.0);

    BatchLoss loss =
        new Distillation(ANY, 2, 0.25)
            .of(student, BatchTruth.classes(new int[] {0}), () -> teacher);

    assertThat(loss.sum()).isCloseTo(0.25 * 4 * divergence + 0.75 * crossEntropy, within(1e-7));
    assertThat(loss.gradient()[0])
        .isCloseTo((float) (0.25 * 2 * 0.25 + 0.75 * (0.9 - 1)), within(1e-6f));
  }

  @Test
  void a_student_that_equals_its_teacher_has_no_divergence() {
    float[] scores = {1, -2, 3, 0.5f, 0, -1};

    BatchLoss loss =
        new Distillation(ANY, 5, 1).of(scores, BatchTruth.classes(new int[] {0, 1}), () -> scores);

    assertThat(loss.sum()).isZero();
    assertThat(loss.gradient()).containsOnly(0f);
  }

  @Test
  void the_gradient_is_the_slope_of_the_mean_loss() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 50; round++) {
      int classes = 2 + random.nextInt(6);
      BatchTruth labels = BatchTruth.classes(random.ints(3, 0, classes).toArray());
      float[] scores = draw(random, 3 * classes);
      float[] teacher = draw(random, 3 * classes);
      Distillation loss = new Distillation(ANY, 0.5 + 5 * random.nextDouble(), random.nextDouble());
      float[] gradient = loss.of(scores, labels, () -> teacher).gradient();
      int at = random.nextInt(scores.length);
      float step = 0.01f;

      float[] up = scores.clone();
      up[at] += step;
      float[] down = scores.clone();
      down[at] -= step;
      double slope =
          (loss.of(up, labels, () -> teacher).sum() - loss.of(down, labels, () -> teacher).sum())
              / (up[at] - down[at])
              / labels.rows();

      assertThat(gradient[at]).isCloseTo((float) slope, within(1e-4f));
    }
  }

  @Test
  void cross_entropy_asks_for_no_teacher() {
    Loss loss = new Loss.CrossEntropy();

    BatchLoss batch =
        loss.of(new float[] {1, 1}, BatchTruth.classes(new int[] {0}), BatchLossTest::noTeacher);

    assertThat(loss.teacher()).isEmpty();
    assertThat(batch.sum()).isCloseTo(Math.log(2), within(1e-7));
  }

  @Test
  void huge_scores_do_not_overflow() {
    BatchLoss loss = BatchLoss.crossEntropy(new float[] {1e30f, -1e30f}, new int[] {1});

    assertThat(loss.sum()).isCloseTo(2e30, within(1e24));
    assertThat(loss.gradient()).containsExactly(1, -1);
  }

  @Test
  void a_score_that_is_not_a_number_shows_in_the_loss() {
    assertThat(BatchLoss.crossEntropy(new float[] {Float.NaN, 0}, new int[] {1}).sum()).isNaN();
  }

  private static float[] noTeacher() {
    throw new AssertionError("asked for a teacher's scores");
  }

  private static float[] draw(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (4 * random.nextDouble() - 2);
    }
    return values;
  }
}
