package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.sample.FeatureSpec;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class BatchTransformTest {
  @Test
  void the_empty_transform_changes_nothing() {
    float[] values = {1, 2, 3};
    FloatBuffer batch = FloatBuffer.wrap(values);

    BatchTransform.none().apply(batch, new int[] {0, 1, 2}, FeatureSpec.vector(1), 5);

    assertThat(values).containsExactly(1, 2, 3);
    assertThat(batch.position()).isZero();
  }
}
