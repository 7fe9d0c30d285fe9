package io.edgeflow.core.sample;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What the numbers of a model's output are. */
public enum OutputKind {
  /** Scores of classes before softmax. */
  LOGITS("logits"),
  /** Values in units of the deviation of the training rows. */
  VALUES("values"),
  /** The preprocessed features again. */
  RECONSTRUCTION("reconstruction");

  private final String id;

  OutputKind(String id) {
    this.id = id;
  }

  /** The name in files. */
  @JsonValue
  public String id() {
    return id;
  }

  /** The kind with an id. */
  @JsonCreator
  public static OutputKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No kind of output " + id));
  }
}
