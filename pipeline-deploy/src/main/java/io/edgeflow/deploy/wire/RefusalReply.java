package io.edgeflow.deploy.wire;

import io.edgeflow.deploy.release.Refusal;
import java.util.Objects;

/** A device's no: the stable name and what was found. */
public record RefusalReply(Refusal error, String detail) {
  /** Checks that both are there. */
  public RefusalReply {
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(detail, "detail");
  }
}
