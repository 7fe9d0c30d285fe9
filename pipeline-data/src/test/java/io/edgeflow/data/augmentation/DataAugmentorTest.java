package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataAugmentorTest {
  private static final FeatureSpec SHAPE = FeatureSpec.image(new ImageShape(8, 8, 2));
  private static final DataAugmentor ALL =
      new DataAugmentor(List.of(Noise.by(0.1), Rotation.by(15), Scaling.by(0.2)), 42);

  private static float[] image(int row) {
    float[] image = new float[SHAPE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.sin(i * 0.3 + row);
    }
    return image;
  }

  private static FloatBuffer batch(int... rows) {
    FloatBuffer batch =
        ByteBuffer.allocateDirect(rows.length * SHAPE.size() * Float.BYTES).asFloatBuffer();
    for (int i = 0; i < rows.length; i++) {
      batch.put(i * SHAPE.size(), image(rows[i]));
    }
    return batch;
  }

  private static float[] augmented(DataAugmentor augmentor, int epoch, int wanted, int... rows) {
    FloatBuffer batch = batch(rows);
    augmentor.apply(batch, rows, SHAPE, epoch);
    float[] image = new float[SHAPE.size()];
    batch.get(wanted * SHAPE.size(), image);
    return image;
  }

  @Test
  void a_row_gets_the_same_change_alone_and_in_any_batch() {
    float[] alone = augmented(ALL, 3, 0, 17);

    assertThat(alone).isNotEqualTo(image(17));
    assertThat(augmented(ALL, 3, 2, 4, 9, 17, 1)).isEqualTo(alone);
    assertThat(augmented(ALL, 3, 0, 17, 17)).isEqualTo(alone);
  }

  @Test
  void a_version_changes_samples_as_the_one_before() {
    FeatureSpec images = FeatureSpec.of(FeatureKind.IMAGE, 8, 7, 2);
    int[] rows = IntStream.range(0, 100).toArray();
    ByteBuffer bytes = ByteBuffer.allocate(rows.length * images.size() * Float.BYTES);
    FloatBuffer batch = bytes.asFloatBuffer();
    for (int i = 0; i < batch.capacity(); i++) {
      batch.put(i, i % 17 - 8);
    }

    for (int epoch = 0; epoch < 3; epoch++) {
      ALL.apply(batch, rows, images, epoch);
    }

    assertThat(Sha256.of(bytes.array()))
        .isEqualTo("8408a547580f0dda9c90207842a7e15cf3f8744cabab3376a8f59e03de0a64aa");
  }

  @Test
  void epoch_row_and_seed_each_change_the_draw() {
    DataAugmentor other = new DataAugmentor(List.of(Rotation.by(15)), 43);
    DataAugmentor same = new DataAugmentor(List.of(Rotation.by(15)), 42);

    assertThat(augmented(ALL, 0, 0, 1)).isNotEqualTo(augmented(ALL, 1, 0, 1));
    assertThat(augmented(same, 0, 0, 1)).isNotEqualTo(augmented(other, 0, 0, 1));
    assertThat(KeyedRandom.of(42, 0, 1, 0).nextLong())
        .isNotEqualTo(KeyedRandom.of(42, 1, 0, 0).nextLong());
  }

  @Test
  void noise_is_relative_to_the_value() {
    FeatureSpec shape = FeatureSpec.vector(100_000);
    FloatBuffer batch = FloatBuffer.allocate(shape.size());
    for (int i = 0; i < shape.size(); i++) {
      batch.put(i, i % 2 == 0 ? -3 : 0);
    }

    new DataAugmentor(List.of(Noise.by(0.1)), 1).apply(batch, new int[] {0}, shape, 0);

    double squares = 0;
    double sum = 0;
    for (int i = 0; i < shape.size(); i += 2) {
      sum += batch.get(i) + 3;
      squares += (batch.get(i) + 3.0) * (batch.get(i) + 3.0);
      assertThat(batch.get(i + 1)).isZero();
    }
    int touched = shape.size() / 2;
    assertThat(sum / touched).isCloseTo(0, within(0.006));
    assertThat(Math.sqrt(squares / touched)).isCloseTo(0.3, within(0.004));
  }

  @Test
  void noise_is_for_any_sample_and_warps_are_not() {
    FeatureSpec series = FeatureSpec.series(16, 8);
    DataAugmentor noise = new DataAugmentor(List.of(Noise.by(0.1)), 42);
    FloatBuffer vector = batch(3);
    FloatBuffer windows = batch(3);

    noise.apply(vector, new int[] {3}, FeatureSpec.vector(128), 0);
    noise.apply(windows, new int[] {3}, series, 0);

    assertThat(windows).isEqualTo(vector);
    assertThat(windows).isNotEqualTo(batch(3));
    assertThatThrownBy(() -> ALL.apply(batch(3), new int[] {3}, series, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void angles_are_spread_evenly_within_the_factor() {
    int tilted = 0;
    double largest = 0;
    for (int row = 0; row < 10_000; row++) {
      double angle = 15 * KeyedRandom.of(42, 0, row, 0).nextSymmetric();
      largest = Math.max(largest, Math.abs(angle));
      tilted += Math.abs(angle) > 7.5 ? 1 : 0;
    }

    assertThat(largest).isBetween(14.9, 15.0);
    assertThat(tilted).isBetween(4800, 5200);
  }

  @Test
  void nothing_to_do_changes_nothing() {
    float[] same = augmented(new DataAugmentor(List.of(), 1), 0, 0, 5);
    float[] still = augmented(new DataAugmentor(List.of(Noise.by(0)), 1), 0, 0, 5);

    assertThat(same).isEqualTo(image(5));
    assertThat(still).isEqualTo(image(5));
  }
}
