package io.edgeflow.core.preprocess;

import io.edgeflow.core.numeric.Floats;
import java.util.Optional;

/**
 * {@code (x - mean) / deviation} a channel; value {@code i} belongs to channel {@code i mod
 * channels}.
 *
 * @param mean one for each channel, or one for all
 * @param deviation as many, none of them zero
 */
public record Scaling(Floats mean, Floats deviation) {
  /** What changes nothing. */
  static final Scaling NONE = new Scaling(Floats.of(0), Floats.of(1));

  /** Empty where a deviation is zero: a constant channel is not scaled but set to 0. */
  static Optional<Scaling> of(Floats mean, Floats deviation) {
    for (float each : deviation.toArray()) {
      if (each == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Scaling(mean, deviation));
  }

  /** This scaling and another one behind it. */
  Scaling then(Scaling next) {
    int channels = Math.max(mean.size(), next.mean.size());
    float[] means = new float[channels];
    float[] deviations = new float[channels];
    for (int c = 0; c < channels; c++) {
      double deviation = deviation(c);
      means[c] = (float) (mean(c) + deviation * next.mean(c));
      deviations[c] = (float) (deviation * next.deviation(c));
    }
    return new Scaling(Floats.of(means), Floats.of(deviations));
  }

  private double mean(int channel) {
    return mean.get(channel % mean.size());
  }

  private double deviation(int channel) {
    return deviation.get(channel % deviation.size());
  }
}
