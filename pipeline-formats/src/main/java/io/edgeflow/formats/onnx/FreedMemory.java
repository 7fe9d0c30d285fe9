package io.edgeflow.formats.onnx;

import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native memory that was freed. The GNU C library keeps it for the thread that freed it, for as
 * long as anything above it is in use: a session that is made leaves as much as the model again.
 */
final class FreedMemory {
  private static final Logger LOG = LoggerFactory.getLogger(FreedMemory.class);

  private FreedMemory() {}

  /** Gives it back to the system, which takes milliseconds; where that cannot be done, it stays. */
  static void giveBack() {
    try {
      Pointer.trimMemory();
    } catch (LinkageError e) {
      LOG.debug("Freed memory stays with the process", e);
    }
  }
}
