package io.edgeflow.core.sample;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.PrimaryMetric;
import io.edgeflow.core.tensor.ElementType;
import java.util.List;

/**
 * One class of several. The truth is an index into the labels, INT32.
 *
 * @param column the raw column that holds the class's name
 * @param labels class names in score order
 */
public record ClassTarget(String column, List<String> labels) implements Target {
  /** Copies the labels. */
  public ClassTarget {
    labels = List.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("A target without classes");
    }
  }

  @Override
  public <R> R map(Cases<R> cases) {
    return cases.classes(this);
  }

  @Override
  @JsonIgnore
  public OutputKind output() {
    return OutputKind.LOGITS;
  }

  @Override
  public int outputs(int features) {
    return labels.size();
  }

  @Override
  @JsonIgnore
  public List<String> truth() {
    return List.of(column);
  }

  @Override
  @JsonIgnore
  public ElementType truthType() {
    return ElementType.INT32;
  }

  @Override
  @JsonIgnore
  public List<String> answers() {
    return labels;
  }

  @Override
  @JsonIgnore
  public PrimaryMetric primary() {
    return new PrimaryMetric("accuracy", "ratio", Direction.HIGHER_IS_BETTER);
  }
}
