package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.sample.FeatureKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoiseTest extends AugmentationProviderContract {
  @Override
  protected AugmentationProvider provider() {
    return new Noise();
  }

  @Override
  Map<String, ?> values() {
    return Map.of("factor", 0.1);
  }

  @Override
  Map<String, ?> others() {
    return Map.of("factor", 0.2);
  }

  @Test
  void it_is_for_any_sample() {
    assertThat(FeatureKind.values())
        .filteredOn(provider()::suits)
        .containsExactly(FeatureKind.values());
  }

  @Test
  void its_factor_has_a_unit_and_a_range() {
    assertThat(Noise.FACTOR.unit()).isEqualTo("ratio");
    assertThat(Noise.by(10)).isNotNull();
    assertThatThrownBy(() -> Noise.by(10.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Noise.by(-0.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Noise.by(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
