package io.edgeflow.core.sample;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.metric.PrimaryMetric;
import io.edgeflow.core.tensor.ElementType;
import java.util.List;

/**
 * What a model is to give for a sample. A place that treats targets differently asks {@link #map},
 * so that the compiler names it when a target is added.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClassTarget.class, name = "classes"),
  @JsonSubTypes.Type(value = ValueTarget.class, name = "values"),
  @JsonSubTypes.Type(value = SelfTarget.class, name = "self"),
})
public sealed interface Target permits ClassTarget, ValueTarget, SelfTarget {
  /** One method a target. */
  interface Cases<R> {
    /** One class of several. */
    R classes(ClassTarget target);

    /** Numbers. */
    R values(ValueTarget target);

    /** The sample itself. */
    R self(SelfTarget target);
  }

  /** Asks the case of this target. */
  <R> R map(Cases<R> cases);

  /** What a model for this target gives. */
  @JsonIgnore
  OutputKind output();

  /** How many numbers a model for this target gives for a sample of the given size. */
  int outputs(int features);

  /** The raw columns that hold the truth; empty when there is none. */
  @JsonIgnore
  List<String> truth();

  /** The element type in which the truth is stored. */
  @JsonIgnore
  ElementType truthType();

  /** The names of an answer's numbers, see {@code Postprocessing}. */
  @JsonIgnore
  List<String> answers();

  /** The metric that a model for this target is judged by. */
  @JsonIgnore
  PrimaryMetric primary();
}
