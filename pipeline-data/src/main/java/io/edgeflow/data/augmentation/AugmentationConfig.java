package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which changes training images get, in order.
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
          Field.flag("enabled", false, "whether training images are changed at random"),
          Field.sections("augmentations", ENTRY, "the changes, in order"));

  /** Copies the list. */
  public AugmentationConfig {
    augmentations = List.copyOf(augmentations);
  }

  /** No augmentation. */
  public static AugmentationConfig none() {
    return new AugmentationConfig(false, List.of());
  }

  /** Reads the section; contradictions are collected. */
  public static AugmentationConfig from(Section section, Problems problems) {
    List<Augmentation> found = new ArrayList<>();
    for (Section entry : section.sections("augmentations")) {
      Optional<Augmentation.Kind> kind = entry.optionalText("type").flatMap(Augmentation.Kind::of);
      Optional<Double> factor = entry.optionalNumber("factor");
      if (kind.isPresent() && factor.isPresent()) {
        if (factor.get() > kind.get().limit()) {
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
