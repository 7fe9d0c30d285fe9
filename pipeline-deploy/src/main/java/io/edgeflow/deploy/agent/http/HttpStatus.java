package io.edgeflow.deploy.agent.http;

import io.edgeflow.deploy.release.Refusal;

/** The HTTP status (RFC 9110) that goes with a refusal; clients act on the name, not on this. */
final class HttpStatus {
  private HttpStatus() {}

  static int of(Refusal refusal) {
    return switch (refusal) {
      case BAD_REQUEST, INVALID_INPUT -> 400;
      case NOT_FOUND -> 404;
      case TOO_LARGE -> 413;
      case SIGNATURE_INVALID, HASH_MISMATCH, BUNDLE_INVALID, EXPIRED, NOT_YET_VALID -> 422;
      case INTERNAL_ERROR -> 500;
      case BUSY, NO_ACTIVE_MODEL -> 503;
      case INSUFFICIENT_SPACE, STORAGE_FAILED -> 507;
      default -> 409;
    };
  }

  /** What the server itself refuses with a status. */
  static Refusal refusal(int status) {
    return switch (status) {
      case 404 -> Refusal.NOT_FOUND;
      case 413, 414, 431 -> Refusal.TOO_LARGE;
      case 503 -> Refusal.BUSY;
      default -> status < 500 ? Refusal.BAD_REQUEST : Refusal.INTERNAL_ERROR;
    };
  }
}
