package io.edgeflow.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.sample.ImageShape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Expected values are those of PyTorch's {@code interpolate(mode="bilinear")}, by hand. */
class BilinearTest {
  private static final float CLOSE = 1e-6f;

  private static float[] row(float[] source, int to) {
    return Bilinear.resize(source, new ImageShape(1, source.length, 1), new ImageShape(1, to, 1));
  }

  private static float[] column(float[] source, int to) {
    return Bilinear.resize(source, new ImageShape(source.length, 1, 1), new ImageShape(to, 1, 1));
  }

  @Test
  void doubling_takes_half_pixel_centres_and_clamps_the_edges() {
    // Positions (i + 0.5) / 2 - 0.5 = -0.25, 0.25, 0.75, 1.25 between 0 and 4.
    assertThat(row(new float[] {0, 4}, 4)).containsExactly(0, 1, 3, 4);
    assertThat(column(new float[] {0, 4}, 4)).containsExactly(0, 1, 3, 4);
  }

  @Test
  void halving_takes_the_mean_of_neighbours() {
    // Positions (i + 0.5) * 2 - 0.5 = 0.5, 2.5.
    assertThat(row(new float[] {0, 2, 10, 20}, 2)).containsExactly(1, 15);
    assertThat(column(new float[] {0, 2, 10, 20}, 2)).containsExactly(1, 15);
  }

  @Test
  void a_third_takes_every_middle_pixel_without_antialiasing() {
    // Positions (i + 0.5) * 3 - 0.5 = 1, 4.
    assertThat(row(new float[] {9, 1, 9, 9, 2, 9}, 2)).containsExactly(1, 2);
  }

  @Test
  void from_three_to_four_the_weights_are_the_published_eighths() {
    // Positions (i + 0.5) * 0.75 - 0.5 = -0.125, 0.625, 1.375, 2.125 between 0, 8 and 16.
    assertThat(row(new float[] {0, 8, 16}, 4)).containsExactly(0, 5, 11, 16);
    assertThat(column(new float[] {0, 8, 16}, 4)).containsExactly(0, 5, 11, 16);
  }

  @Test
  void height_and_width_are_scaled_each_by_its_own_factor() {
    float[] source = {0, 4, 8, 12};

    float[] target = Bilinear.resize(source, new ImageShape(2, 2, 1), new ImageShape(2, 4, 1));

    assertThat(target).containsExactly(0, 1, 3, 4, 8, 9, 11, 12);
    assertThat(Bilinear.resize(source, new ImageShape(2, 2, 1), new ImageShape(4, 2, 1)))
        .containsExactly(0, 4, 2, 6, 6, 10, 8, 12);
  }

  @Test
  void a_pixel_in_the_middle_of_four_is_their_mean() {
    assertThat(
            Bilinear.resize(
                new float[] {0, 4, 8, 20}, new ImageShape(2, 2, 1), new ImageShape(1, 1, 1)))
        .containsExactly(8);
  }

  @Test
  void channels_never_mix() {
    float[] source = {0, 100, -1, 4, 200, -1};

    float[] target = Bilinear.resize(source, new ImageShape(1, 2, 3), new ImageShape(1, 4, 3));

    assertThat(target).containsExactly(0, 100, -1, 1, 125, -1, 3, 175, -1, 4, 200, -1);
  }

  @Test
  void the_same_size_changes_nothing() {
    Random random = new Random(19);
    float[] source = new float[5 * 7 * 2];
    for (int i = 0; i < source.length; i++) {
      source[i] = random.nextFloat();
    }

    ImageShape shape = new ImageShape(5, 7, 2);

    assertThat(Bilinear.resize(source, shape, shape)).containsExactly(source);
  }

  @Test
  void a_constant_image_stays_constant_at_any_size() {
    Random random = new Random(23);
    for (int i = 0; i < 50; i++) {
      ImageShape from = new ImageShape(1 + random.nextInt(9), 1 + random.nextInt(9), 1);
      ImageShape to = new ImageShape(1 + random.nextInt(17), 1 + random.nextInt(17), 1);
      float[] source = new float[from.size()];
      java.util.Arrays.fill(source, 3);

      float[] target = Bilinear.resize(source, from, to);

      assertThat(target).hasSize(to.size());
      for (float value : target) {
        assertThat(value).isCloseTo(3, within(CLOSE));
      }
    }
  }

  @Test
  void a_linear_ramp_stays_linear_between_its_ends() {
    Random random = new Random(29);
    for (int n = 0; n < 50; n++) {
      int from = 2 + random.nextInt(20);
      int to = 1 + random.nextInt(40);
      float[] ramp = new float[from];
      for (int i = 0; i < from; i++) {
        ramp[i] = i;
      }

      float[] target = row(ramp, to);

      for (int i = 0; i < to; i++) {
        double exact = (i + 0.5) * from / to - 0.5;
        double clamped = Math.max(0, Math.min(from - 1, exact));
        assertThat((double) target[i]).isCloseTo(clamped, within(1e-4));
      }
    }
  }

  @Test
  void every_pixel_of_every_channel_is_mixed_from_its_four_neighbours() {
    Random random = new Random(31);
    for (int n = 0; n < 50; n++) {
      ImageShape from = new ImageShape(2 + random.nextInt(5), 2 + random.nextInt(5), 2);
      ImageShape to = new ImageShape(1 + random.nextInt(9), 1 + random.nextInt(9), 2);
      float[] source = new float[from.size()];
      for (int i = 0; i < source.length; i++) {
        source[i] = random.nextFloat();
      }

      float[] target = Bilinear.resize(source, from, to);

      for (int i = 0; i < target.length; i++) {
        int y = i / 2 / to.width();
        int x = i / 2 % to.width();
        double expected =
            direct(
                source,
                from,
                (y + 0.5) * from.height() / to.height() - 0.5,
                (x + 0.5) * from.width() / to.width() - 0.5,
                i % 2);
        assertThat((double) target[i]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  /** The sum over all source pixels, each weighted by its tent function. */
  private static double direct(float[] source, ImageShape from, double y, double x, int channel) {
    double clampedY = Math.max(0, Math.min(from.height() - 1, y));
    double clampedX = Math.max(0, Math.min(from.width() - 1, x));
    double sum = 0;
    for (int row = 0; row < from.height(); row++) {
      for (int column = 0; column < from.width(); column++) {
        double weight =
            Math.max(0, 1 - Math.abs(row - clampedY))
                * Math.max(0, 1 - Math.abs(column - clampedX));
        sum += weight * source[(row * from.width() + column) * 2 + channel];
      }
    }
    return sum;
  }
}
