package io.edgeflow.data.source;

import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.data.augmentation.Gaussian;
import java.util.List;

/**
 * Series of sines of amplitude 1, one a channel, of which a share has a fault in one channel.
 *
 * @param size times and channels
 * @param frequencies periods in a series, by channel, again from the first when there are more
 * @param faults those that happen, equally often
 * @param share of the series with a fault
 * @param noise standard deviation of each value
 */
record Waves(
    List<Integer> size, List<Double> frequencies, List<String> faults, double share, double noise)
    implements Samples {
  /** What may happen to a channel. */
  static final List<String> FAULTS = List.of("spike", "dropout", "drift", "stuck", "offset");

  @Override
  public int draw(int row, KeyedRandom random, float[] values) {
    int times = size.get(0);
    int channels = size.get(1);
    for (int c = 0; c < channels; c++) {
      double phase = 2 * Math.PI * random.nextDouble();
      double step = 2 * Math.PI * frequencies.get(c % frequencies.size()) / times;
      for (int t = 0; t < times; t++) {
        double disturbed = noise == 0 ? 0 : noise * Gaussian.next(random);
        values[t * channels + c] = (float) (StrictMath.sin(phase + step * t) + disturbed);
      }
    }
    if (random.nextDouble() >= share) {
      return 0;
    }
    int fault = random.nextInt(faults.size());
    disturb(faults.get(fault), random, values);
    return fault + 1;
  }

  private void disturb(String fault, KeyedRandom random, float[] values) {
    int times = size.get(0);
    int channels = size.get(1);
    int channel = random.nextInt(channels);
    int from = random.nextInt(Math.max(1, times / 2));
    int to = fault.equals("spike") ? from + 1 : times;
    double sign = random.nextDouble() < 0.5 ? -1 : 1;
    float first = values[from * channels + channel];
    for (int t = from; t < to; t++) {
      int at = t * channels + channel;
      values[at] =
          switch (fault) {
            case "spike" -> values[at] + (float) (5 * sign);
            case "dropout" -> 0;
            case "drift" -> values[at] + (float) (3 * sign * (t - from + 1) / (times - from));
            case "stuck" -> first;
            default -> values[at] + (float) (2 * sign);
          };
    }
  }
}
