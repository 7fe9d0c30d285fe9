package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.sample.FeatureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which changes training samples get, in order.
 *
 * @param enabled whether they get any
 */
public record AugmentationConfig(boolean enabled, List<Augmentation> augmentations) {
  private static final FieldTable ENTRY =
      FieldTable.of(
          Field.choice(
                  "type",
                  null,
                  Stream.of(Augmentation.Kind.values()).map(Augmentation.Kind::id).toList(),
                  "what is changed")
              .mandatory(),
          Field.number("factor", null, 0, 180, "noise: ratio; rotation: degrees; scaling: ratio")
              .mandatory());

  /** The keys of {@code data_pipeline.augmentation}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.flag("enabled", false, "whether training samples are changed at random"),
          Field.sections("augmentations", ENTRY, "the changes, in order"));

  /** Copies the list. */
  public AugmentationConfig {
    augmentations = List.copyOf(augmentations);
  }

  /** No augmentation. */
  public static AugmentationConfig none() {
    return new AugmentationConfig(false, List.of());
  }

  /**
   * Reads the section; contradictions are collected.
   *
   * @param sample what is to be changed; empty when the section does not say
   */
  public static AugmentationConfig from(
      Section section, Optional<FeatureKind> sample, Problems problems) {
    List<Augmentation> found = new ArrayList<>();
    for (Section entry : section.sections("augmentations")) {
      Optional<Augmentation.Kind> kind = entry.optionalText("type").flatMap(Augmentation.Kind::of);
      Optional<Double> factor = entry.optionalNumber("factor");
      if (kind.isPresent() && factor.isPresent()) {
        if (section.flag("enabled") && sample.filter(s -> !kind.get().suits(s)).isPresent()) {
          entry.refuse(problems, "type", unsuited(kind.get(), sample.get()));
        } else if (factor.get() > kind.get().limit()) {
          entry.refuse(
              problems,
              "factor",
              "must be between 0 and " + kind.get().limit() + " for " + kind.get().id());
        } else {
          found.add(new Augmentation(kind.get(), factor.get()));
        }
      }
    }
    if (section.flag("enabled") && section.sections("augmentations").isEmpty()) {
      section.refuse(problems, "augmentations", "names none, yet augmentation is enabled");
    }
    return new AugmentationConfig(section.flag("enabled"), found);
  }

  /**
   * Refuses what cannot be done to samples of a kind.
   *
   * @throws PipelineException naming the augmentation and the kind
   */
  public void require(FeatureKind sample) {
    for (Augmentation augmentation : augmentations) {
      if (enabled && !augmentation.kind().suits(sample)) {
        throw PipelineException.config("An augmentation " + unsuited(augmentation.kind(), sample))
            .where("data_pipeline.augmentation")
            .remedy("leave it out, or give features.shape: [height, width, channels]")
            .build();
      }
    }
  }

  private static String unsuited(Augmentation.Kind kind, FeatureKind sample) {
    return kind.id() + " is for images, and a sample is a " + sample.id();
  }

  /** The transform that the trainer applies to each batch of training rows. */
  public BatchTransform transform(long seed) {
    return enabled ? new DataAugmentor(augmentations, seed) : BatchTransform.none();
  }

  /** Canonical text of what training depends on. */
  public String fingerprint() {
    return Json.text(
        enabled
            ? augmentations.stream()
                .map(a -> Map.of("type", a.kind().id(), "factor", a.factor()))
                .toList()
            : List.of());
  }
}
