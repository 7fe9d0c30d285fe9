package io.edgeflow.core.graph.op;

/** How an operator depends on the order in which its input's axes lie in memory. */
public enum AxisUse {
  /** Not at all: each output depends on the inputs at its own place. */
  ELEMENTWISE,
  /** On axes that it names by number: any order will do when the numbers are translated. */
  NAMED,
  /** It moves axes, and so takes and gives any order. */
  MOVED,
  /** It adds or drops axes and leaves the others as they lie; see {@link Op#origins}. */
  COUNTED,
  /** Axis 1 holds channels or features, the axes after it space. */
  CHANNEL,
  /** On the last axis, which must lie last. */
  LAST,
  /** On the order of all elements, the last axis varying fastest; not on the sizes of the axes. */
  LOGICAL
}
