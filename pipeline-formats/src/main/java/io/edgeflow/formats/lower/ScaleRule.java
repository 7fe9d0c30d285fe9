package io.edgeflow.formats.lower;

/** How the quantization of a kernel's output follows. */
public enum ScaleRule {
  /** From the output's own calibrated range. */
  OWN_RANGE,
  /** It is that of the first input. */
  KEEPS,
  /** The kernel prescribes it: that of a softmax. */
  FIXED,
  /** From the output's own range; the inputs must all be brought to it. */
  ALL_INPUTS_ONE
}
