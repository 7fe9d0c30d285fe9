package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Provider;
import io.edgeflow.core.config.Providers;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.FeatureKind;

/**
 * A kind of augmentation. A new one is a public class that implements this, and its name in {@code
 * META-INF/services/io.edgeflow.data.augmentation.AugmentationProvider}; then its {@link #id()} is
 * a {@code type} of {@code data_pipeline.augmentation.augmentations}, with {@link #fields()} as its
 * keys beside it.
 */
public interface AugmentationProvider extends Provider {
  /** All kinds on the class path. */
  Providers<AugmentationProvider> ALL = Providers.of(AugmentationProvider.class);

  /** The kind of an augmentation. */
  Field<AugmentationProvider> TYPE =
      Field.provider("type", null, ALL, "what is changed").mandatory();

  /** Whether samples of a kind can be changed so. */
  boolean suits(FeatureKind sample);

  /**
   * The change that an entry describes; equal for equal values, and with a text that tells them.
   *
   * @param entry has a value for each mandatory key of {@link #fields()}, and the other keys as the
   *     table says
   * @param problems gets what contradicts itself in the entry; what is returned is not used then
   */
  Augmentation augmentation(Section entry, Problems problems);
}
