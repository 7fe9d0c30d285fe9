package io.edgeflow.core.graph.op;

/** {@code factor[c] · x + shift[c]} for each channel {@code c}. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; read by the pass that asked for it.
public record ChannelAffine(double[] factor, double[] shift) {
  /** Checks the lengths. */
  public ChannelAffine {
    if (factor.length != shift.length) {
      throw new IllegalArgumentException(factor.length + " factors, " + shift.length + " shifts");
    }
  }

  /** The number of channels. */
  public int channels() {
    return factor.length;
  }
}
