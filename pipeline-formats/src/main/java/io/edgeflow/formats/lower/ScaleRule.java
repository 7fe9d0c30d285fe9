package io.edgeflow.formats.lower;

/** How the quantization of a kernel's output follows. */
public enum ScaleRule {
  /** From the output's own calibrated range. */
  OWN_RANGE,
  /** It is that of the first input. */
  KEEPS,
  /** It is that of the first input; with an activation, from the output's own range. */
  KEEPS_UNLESS_ACTIVATED,
  /** The kernel prescribes it. */
  FIXED,
  /** From the output's own range; the inputs all have the same (see {@link SharedScales}). */
  ALL_INPUTS_ONE,
  /** There is none: the kernel reads integers or floats, as they come, and gives floats. */
  GIVES_FLOATS
}
