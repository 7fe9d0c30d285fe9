package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Window;
import io.edgeflow.formats.quant.QuantScheme;

/**
 * What a runtime can execute. As a visitor it says which kernels there are for each operator, so
 * that the compiler asks for the answer of a new one.
 */
public interface TargetProfile extends Op.Visitor<KernelTraits> {
  /** The runtime, for errors, for example {@code tflite}. */
  String name();

  /** How ranges become integers. */
  QuantScheme scheme();

  /** How images lie in memory. */
  MemoryLayout imageLayout();

  /** Whether a kernel adds these zeros around an image by itself. */
  boolean pads(Window window);

  /**
   * Whether zeros of an operation of their own are drawn into a kernel that pads, rightly or not.
   */
  boolean drawsPadsIn();

  /** Whether kernels with a weight want a bias, be it zero. */
  boolean wantsBias();

  /** Whether there are kernels for series, and not for images alone. */
  boolean takesSeries();

  /** Whether a convolution takes groups of more than one input channel. */
  boolean takesGroups();

  /** Whether a transposed convolution takes dilation, groups and any padding. */
  boolean takesAnyTransposed();

  /** Whether a matrix product takes more than two axes. */
  boolean linearOnAnyRank();

  /** Whether a matrix product of two values takes the second with its last axes exchanged. */
  boolean exchangesSecond();

  /** Whether what works along an axis takes any one, and not the last alone. */
  boolean alongAnyAxis();

  /** Whether a reshape gives its input's own memory, which operators behind it may write over. */
  boolean reshapesInPlace();
}
