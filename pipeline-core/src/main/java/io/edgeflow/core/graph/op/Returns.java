package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a recurrent layer gives. */
public enum Returns {
  /** The state behind each step: {@code [batch, time, hidden]}. */
  SEQUENCE,
  /** The state behind the step that is read last: {@code [batch, hidden]}. */
  LAST;

  /** The name in files. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Returns of(String id) {
    return Arrays.stream(values())
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No form " + id + " of a series"));
  }
}
