package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldMark;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.ProviderContract;
import io.edgeflow.core.config.Providers;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each kind of augmentation promises. */
abstract class AugmentationProviderContract extends ProviderContract<AugmentationProvider> {
  private static final FieldTable ENTRY = FieldTable.of(AugmentationProvider.TYPE);
  private static final Map<FeatureKind, FeatureSpec> SAMPLES =
      Map.of(
          FeatureKind.IMAGE, FeatureSpec.of(FeatureKind.IMAGE, 5, 4, 3),
          FeatureKind.SERIES, FeatureSpec.series(6, 2),
          FeatureKind.VECTOR, FeatureSpec.vector(7));

  private final Problems problems = new Problems();

  /** Values of its own keys that change most samples. */
  abstract Map<String, ?> values();

  /** Another valid value for each own key. */
  abstract Map<String, ?> others();

  @Override
  protected final Providers<AugmentationProvider> all() {
    return AugmentationProvider.ALL;
  }

  @Override
  protected final FieldTable common() {
    return ENTRY;
  }

  private Section entry(Map<String, ?> keys) {
    Map<String, Object> values = new HashMap<>(keys);
    values.put("type", provider().id());
    return ENTRY.read(ConfigValues.node(values), "augmentations[0]", problems);
  }

  /** The change that these own keys make. */
  final Augmentation augmentation(Map<String, ?> keys) {
    Augmentation made = provider().augmentation(entry(keys), problems);
    assertThat(problems.all()).isEmpty();
    return made;
  }

  private Stream<FeatureSpec> suited() {
    return SAMPLES.values().stream().filter(sample -> provider().suits(sample.kind()));
  }

  private static float[] sample(FeatureSpec features) {
    float[] sample = new float[features.size()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = (float) Math.sin(i + 1);
    }
    return sample;
  }

  private static float[] changed(Augmentation change, FeatureSpec features, int row) {
    float[] sample = sample(features);
    change.apply(sample, features, KeyedRandom.of(42, 0, row, 0));
    return sample;
  }

  @Test
  void it_changes_samples_of_some_kind_and_leaves_finite_values() {
    assertThat(suited()).isNotEmpty();
    suited()
        .forEach(
            features -> {
              int touched = 0;
              for (int row = 0; row < 100; row++) {
                float[] after = changed(augmentation(values()), features, row);
                touched += Arrays.equals(after, sample(features)) ? 0 : 1;
                for (float value : after) {
                  assertThat(value).isFinite();
                }
              }
              assertThat(touched).as(features.toString()).isGreaterThan(50);
            });
  }

  @Test
  void a_change_depends_on_its_arguments_alone() {
    Augmentation change = augmentation(values());

    suited()
        .forEach(
            features -> {
              float[] first = changed(change, features, 7);
              changed(change, features, 8);
              assertThat(changed(change, features, 7)).containsExactly(first);
              assertThat(changed(augmentation(values()), features, 7)).containsExactly(first);
            });
  }

  @Test
  void equal_values_make_equal_changes_and_each_key_makes_another() {
    Augmentation usual = augmentation(values());
    assertThat(augmentation(values())).isEqualTo(usual).hasToString(usual.toString());
    assertThat(others().keySet())
        .containsExactlyInAnyOrderElementsOf(
            provider().fields().fields().stream().map(Field::name).toList());

    others()
        .forEach(
            (key, value) -> {
              Map<String, Object> other = new HashMap<>(values());
              other.put(key, value);
              assertThat(augmentation(other)).as(key).isNotEqualTo(usual);
              assertThat(augmentation(other).toString()).as(key).isNotEqualTo(usual.toString());
            });
  }

  @Test
  void without_a_mandatory_key_there_is_a_problem_and_no_change() {
    for (Field<?> key : provider().fields().fields()) {
      Problems missing = new Problems();
      Map<String, Object> rest = new HashMap<>(values());
      rest.put("type", provider().id());
      rest.remove(key.name());
      Section section =
          AugmentationConfig.FIELDS.read(
              ConfigValues.node(Map.of("augmentations", List.of(rest))), "", missing);
      AugmentationConfig config = AugmentationConfig.from(section, Optional.empty(), missing);

      assertThat(config.augmentations()).hasSize(key.required() ? 0 : 1);
      assertThat(missing.all()).hasSize(key.required() ? 1 : 0);
    }
  }

  @Test
  void each_key_counts_in_the_cache_key_of_training() {
    List<Field<?>> keys = provider().fields().fields();

    assertThat(keys).allMatch(key -> key.mark() == FieldMark.RESULT);
  }
}
