package io.edgeflow.core.gate;

/** Whether a check that does not pass blocks its gate. */
public enum Severity {
  /** It is shown and does not block. */
  WARN,
  /** It blocks. */
  ERROR
}
