package io.edgeflow.core.graph.op;

/**
 * The places along an axis that the places of a resized one are made of: {@code (1 - share) low +
 * share high}. Computed in 32-bit floats, as PyTorch does.
 *
 * @param input places of the input
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; read by the backend that asked for it.
public record Taps(int input, int[] low, int[] high, float[] share) {
  static Taps of(int input, int output, Resampling.Resize op) {
    Taps taps = new Taps(input, new int[output], new int[output], new float[output]);
    for (int i = 0; i < output; i++) {
      if (op.mode() == Resampling.Mode.NEAREST) {
        float at = op.coordinates() == Resampling.Coordinates.HALF_PIXEL ? i + 0.5f : i;
        taps.low[i] = Math.min((int) (at * ((float) input / output)), input - 1);
        taps.high[i] = taps.low[i];
      } else {
        float place = place(i, input, output, op.coordinates());
        taps.low[i] = Math.min((int) place, input - 1);
        taps.high[i] = Math.min(taps.low[i] + 1, input - 1);
        taps.share[i] = Math.min(Math.max(place - taps.low[i], 0), 1);
      }
    }
    return taps;
  }

  private static float place(int i, int input, int output, Resampling.Coordinates coordinates) {
    if (coordinates == Resampling.Coordinates.ALIGN_CORNERS) {
      return output > 1 ? i * ((input - 1f) / (output - 1)) : 0;
    }
    return Math.max(0, (i + 0.5f) * ((float) input / output) - 0.5f);
  }

  /** As a matrix {@code [output, input]} by which the axis is multiplied. */
  public float[] matrix() {
    float[] matrix = new float[low.length * input];
    for (int i = 0; i < low.length; i++) {
      matrix[i * input + low[i]] += 1 - share[i];
      matrix[i * input + high[i]] += share[i];
    }
    return matrix;
  }
}
