package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.sample.FeatureKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingTest extends AugmentationProviderContract {
  @Override
  protected AugmentationProvider provider() {
    return new Scaling();
  }

  @Override
  Map<String, ?> values() {
    return Map.of("factor", 0.2);
  }

  @Override
  Map<String, ?> others() {
    return Map.of("factor", 0.3);
  }

  @Test
  void it_is_for_images() {
    assertThat(FeatureKind.values())
        .filteredOn(provider()::suits)
        .containsExactly(FeatureKind.IMAGE);
  }

  @Test
  void its_factor_has_a_unit_and_a_range() {
    assertThat(Scaling.FACTOR.unit()).isEqualTo("ratio");
    assertThat(Scaling.by(0.9)).isNotNull();
    assertThatThrownBy(() -> Scaling.by(0.91)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scaling.by(-0.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scaling.by(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
