package io.edgeflow.core.http;

import java.io.IOException;
import java.io.Serial;

/** A body has more bytes than its reader takes. */
public final class BodyTooLargeException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  BodyTooLargeException(long maxBytes) {
    super("a body of more than " + maxBytes + " bytes");
  }
}
