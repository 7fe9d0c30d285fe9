package io.edgeflow.core.sample;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** The kinds of samples, with the names of their axes in memory order. */
public enum FeatureKind {
  /** Pixels of one or several channels. */
  IMAGE("image", List.of("height", "width", "channels")),
  /** Values that follow each other in time. */
  SERIES("series", List.of("time", "features")),
  /** Values without an order. */
  VECTOR("vector", List.of("features"));

  private final String id;
  private final List<String> axes;

  FeatureKind(String id, List<String> axes) {
    this.id = id;
    this.axes = axes;
  }

  /** The name in files and messages. */
  @JsonValue
  public String id() {
    return id;
  }

  /** The names of its axes in memory order. */
  public List<String> axes() {
    return axes;
  }

  /** The kind with an id. */
  @JsonCreator
  public static FeatureKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No kind of sample " + id));
  }

  /** The kind with this number of axes. */
  public static FeatureKind ofRank(int axes) {
    return Arrays.stream(values())
        .filter(kind -> kind.axes.size() == axes)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No kind of sample has " + axes + " axes"));
  }
}
