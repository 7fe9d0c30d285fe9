package io.edgeflow.deploy.release;

import java.io.Serial;

/** A refusal on its way to whoever asked; checked, so that nobody forgets to answer with it. */
public final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  /** Refuses, with one sentence of detail. */
  public RefusedException(Refusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
  }

  /** Refuses because of an exception, which is kept. */
  public RefusedException(Refusal refusal, String detail, Throwable cause) {
    super(detail, cause);
    this.refusal = refusal;
  }

  /** The stable name. */
  public Refusal refusal() {
    return refusal;
  }

  /** What was found, without the name. */
  public String detail() {
    return String.valueOf(super.getMessage());
  }

  @Override
  public String getMessage() {
    return refusal.id() + ": " + super.getMessage();
  }
}
