package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which changes training samples get, in order.
 *
 * @param enabled whether they get any
 */
public record AugmentationConfig(boolean enabled, List<Chosen> augmentations) {
  /** Whether training samples are changed at all. */
  public static final Field<Boolean> ENABLED =
      Field.flag("enabled", false, "whether training samples are changed at random");

  /** The changes, each with {@link AugmentationProvider#TYPE} and the keys of its type. */
  public static final Field<List<Section>> AUGMENTATIONS =
      Field.sections(
          "augmentations", FieldTable.of(AugmentationProvider.TYPE), "the changes, in order");

  /** The keys of {@code data_pipeline.augmentation}. */
  public static final FieldTable FIELDS = FieldTable.of(ENABLED, AUGMENTATIONS);

  /**
   * One change, and which kind it is.
   *
   * @param change what the kind's keys ask for
   */
  public record Chosen(AugmentationProvider type, Augmentation change) {}

  /** Copies the list. */
  public AugmentationConfig {
    augmentations = List.copyOf(augmentations);
  }

  /** No augmentation. */
  public static AugmentationConfig none() {
    return new AugmentationConfig(false, List.of());
  }

  /**
   * A builder of the section.
   *
   * <pre>{@code
   * AugmentationConfig augmentation =
   *     AugmentationConfig.builder()
   *         .set(AugmentationConfig.ENABLED, true)
   *         .add(
   *             AugmentationConfig.AUGMENTATIONS,
   *             change ->
   *                 change.set(AugmentationProvider.TYPE, new Noise()).set(Noise.FACTOR, 0.1))
   *         .build();
   * }</pre>
   */
  public static ConfigBuilder<AugmentationConfig> builder() {
    return FIELDS.builder((section, problems) -> from(section, Optional.empty(), problems));
  }

  /**
   * Reads the section; contradictions are collected.
   *
   * @param sample what is to be changed; empty when the section does not say
   */
  public static AugmentationConfig from(
      Section section, Optional<FeatureKind> sample, Problems problems) {
    boolean enabled = section.get(ENABLED);
    List<Chosen> found = new ArrayList<>();
    for (Section entry : section.get(AUGMENTATIONS)) {
      Optional<AugmentationProvider> type = entry.find(AugmentationProvider.TYPE);
      if (enabled && sample.isPresent() && type.filter(t -> !t.suits(sample.get())).isPresent()) {
        entry.refuse(problems, AugmentationProvider.TYPE, unsuited(type.get(), sample.get()));
      }
      type.filter(t -> entry.isComplete())
          .ifPresent(t -> found.add(new Chosen(t, t.augmentation(entry, problems))));
    }
    if (enabled && section.get(AUGMENTATIONS).isEmpty()) {
      section.refuse(problems, AUGMENTATIONS, "names none, yet augmentation is enabled");
    }
    return new AugmentationConfig(enabled, found);
  }

  /**
   * Refuses what cannot be done to samples of a kind.
   *
   * @throws PipelineException naming the augmentation and the kind
   */
  public void require(FeatureKind sample) {
    for (Chosen chosen : augmentations) {
      if (enabled && !chosen.type().suits(sample)) {
        throw PipelineException.config("An augmentation " + unsuited(chosen.type(), sample))
            .where("data_pipeline.augmentation")
            .remedy("leave it out, or say with features.shape what a sample is")
            .build();
      }
    }
  }

  private static String unsuited(AugmentationProvider type, FeatureKind sample) {
    String suited =
        Stream.of(FeatureKind.values())
            .filter(type::suits)
            .map(FeatureKind::id)
            .collect(Collectors.joining(" or "));
    return type.id() + " is for samples of kind " + suited + ", and a sample is a " + sample.id();
  }

  /** The transform that the trainer applies to each batch of training rows. */
  public BatchTransform transform(long seed) {
    return enabled
        ? new DataAugmentor(augmentations.stream().map(Chosen::change).toList(), seed)
        : BatchTransform.none();
  }
}
