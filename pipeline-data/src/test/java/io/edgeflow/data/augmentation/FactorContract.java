package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.sample.FeatureKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kinds of augmentation with a factor promise. */
abstract class FactorContract extends AugmentationProviderContract {
  private final FactorProvider provider;
  private final String unit;
  private final double largest;
  private final FeatureKind[] suited;

  FactorContract(FactorProvider provider, String unit, double largest, FeatureKind... suited) {
    this.provider = provider;
    this.unit = unit;
    this.largest = largest;
    this.suited = suited;
  }

  @Override
  protected final AugmentationProvider provider() {
    return provider;
  }

  @Override
  final Map<String, ?> values() {
    return Map.of("factor", largest / 10);
  }

  @Override
  final Map<String, ?> others() {
    return Map.of("factor", largest / 5);
  }

  @Test
  void it_is_for_some_kinds_of_samples() {
    assertThat(FeatureKind.values()).filteredOn(provider::suits).containsExactly(suited);
  }

  @Test
  void its_factor_has_a_unit_and_its_largest_value_is_taken() {
    assertThat(provider.fields().field("factor").orElseThrow().unit()).isEqualTo(unit);
    assertThat(provider.change(largest)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.001, -0.001, Double.NaN})
  void a_factor_beyond_its_range_is_refused(double share) {
    assertThatThrownBy(() -> provider.change(share * largest))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
