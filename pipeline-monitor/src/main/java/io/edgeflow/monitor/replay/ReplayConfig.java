package io.edgeflow.monitor.replay;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which rows are sent through the fleet as traffic.
 *
 * @param enabled without it, the devices' own traffic since load is what is judged
 * @param limit at most so many of the test rows, spread evenly over them; all when empty
 */
public record ReplayConfig(boolean enabled, Optional<Integer> limit, Transform transform) {
  /** What is done to a row before it is sent. */
  public enum Transform {
    /** Nothing. */
    NONE,
    /** Each column is mirrored: a drill that drift must see. */
    INVERT;

    /** The id in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Transform of(String id) {
      return Arrays.stream(values())
          .filter(transform -> transform.id().equals(id))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The keys of {@code monitoring.replay}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.flag("enabled", true, "whether the held-out test rows are sent as traffic"),
          Field.integer("limit", null, 1, 1_000_000_000, "send at most so many rows").in("rows"),
          Field.choice(
              "transform",
              Transform.NONE.id(),
              Arrays.stream(Transform.values()).map(Transform::id).toList(),
              "invert mirrors each column, which turns images into negatives: a drill for drift"));

  /** Reads the section. */
  public static ReplayConfig from(Section section) {
    return new ReplayConfig(
        section.flag("enabled"),
        section.optionalInteger("limit").map(Math::toIntExact),
        Transform.of(section.text("transform")));
  }
}
