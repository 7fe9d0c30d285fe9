package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.sample.FeatureKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationTest extends AugmentationProviderContract {
  @Override
  protected AugmentationProvider provider() {
    return new Rotation();
  }

  @Override
  Map<String, ?> values() {
    return Map.of("factor", 15);
  }

  @Override
  Map<String, ?> others() {
    return Map.of("factor", 20);
  }

  @Test
  void it_is_for_images() {
    assertThat(FeatureKind.values())
        .filteredOn(provider()::suits)
        .containsExactly(FeatureKind.IMAGE);
  }

  @Test
  void its_factor_has_a_unit_and_a_range() {
    assertThat(Rotation.FACTOR.unit()).isEqualTo("degrees");
    assertThat(Rotation.by(180)).isNotNull();
    assertThatThrownBy(() -> Rotation.by(180.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rotation.by(-0.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rotation.by(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
