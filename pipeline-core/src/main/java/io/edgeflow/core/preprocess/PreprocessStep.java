package io.edgeflow.core.preprocess;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ImageShape;
import java.util.Optional;

/** One fitted step from a raw row towards a model's input. Steps are pure and thread-safe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PreprocessStep.ImputeMean.class, name = "impute_mean"),
  @JsonSubTypes.Type(value = PreprocessStep.MinMax.class, name = "min_max"),
  @JsonSubTypes.Type(value = PreprocessStep.Standardize.class, name = "standardize"),
  @JsonSubTypes.Type(value = PreprocessStep.Resize.class, name = "resize"),
})
public sealed interface PreprocessStep {
  /** Applies the step to one sample; may return its argument, changed. */
  float[] apply(float[] values);

  /** What it does where that is the same for every value of a channel; else empty. */
  default Optional<Scaling> scaling() {
    return Optional.empty();
  }

  /** What a channel without spread gives: 0, but never for a value that is missing. */
  private static float constant(float value) {
    return Float.isFinite(value) ? 0 : value;
  }

  /** Replaces NaN by the mean that the training rows had in that place. */
  record ImputeMean(Floats means) implements PreprocessStep {
    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        if (Float.isNaN(values[i])) {
          values[i] = means.get(i);
        }
      }
      return values;
    }
  }

  /**
   * {@code (x - min) / (max - min)} a channel; a constant channel gives 0, and a missing value
   * stays missing. Value {@code i} belongs to channel {@code i mod channels}.
   */
  record MinMax(Floats min, Floats max) implements PreprocessStep {
    @Override
    public Optional<Scaling> scaling() {
      float[] spans = max.toArray();
      for (int i = 0; i < spans.length; i++) {
        spans[i] -= min.get(i % min.size());
      }
      return Scaling.of(min, Floats.of(spans));
    }

    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        float low = min.get(i % min.size());
        float span = max.get(i % max.size()) - low;
        values[i] = span == 0 ? constant(values[i]) : (values[i] - low) / span;
      }
      return values;
    }
  }

  /**
   * {@code (x - mean) / std} a channel, with the population standard deviation; a constant channel
   * gives 0, and a missing value stays missing.
   */
  record Standardize(Floats mean, Floats std) implements PreprocessStep {
    @Override
    public Optional<Scaling> scaling() {
      return Scaling.of(mean, std);
    }

    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        float deviation = std.get(i % std.size());
        float centred = values[i] - mean.get(i % mean.size());
        values[i] = deviation == 0 ? constant(values[i]) : centred / deviation;
      }
      return values;
    }
  }

  /**
   * Bilinear resizing with half-pixel centres and clamped edges (PyTorch's align_corners=False).
   */
  record Resize(ImageShape from, ImageShape to) implements PreprocessStep {
    /** Checks the channels. */
    public Resize {
      if (from.channels() != to.channels()) {
        throw new IllegalArgumentException("Resizing keeps the channels: " + from + " " + to);
      }
    }

    @Override
    public float[] apply(float[] values) {
      return Bilinear.resize(values, from, to);
    }
  }
}
