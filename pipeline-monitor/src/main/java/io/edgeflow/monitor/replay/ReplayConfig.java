package io.edgeflow.monitor.replay;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.util.List;
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
  }

  /** Whether the held-out test rows are sent as traffic. */
  public static final Field<Boolean> ENABLED =
      Field.flag("enabled", true, "whether the held-out test rows are sent as traffic");

  /** At most so many rows are sent. */
  public static final Field<Integer> LIMIT =
      Field.integer("limit", null, 1, 1_000_000_000, "send at most so many rows").in("rows");

  /** What is done to a row before it is sent. */
  public static final Field<Transform> TRANSFORM =
      Field.choice(
          "transform",
          Transform.NONE,
          List.of(Transform.values()),
          Transform::id,
          "invert mirrors each column, which turns images into negatives: a drill for drift");

  /** The keys of {@code monitoring.replay}. */
  public static final FieldTable FIELDS = FieldTable.of(ENABLED, LIMIT, TRANSFORM);

  /** Reads the section. */
  public static ReplayConfig from(Section section) {
    return new ReplayConfig(section.get(ENABLED), section.find(LIMIT), section.get(TRANSFORM));
  }
}
