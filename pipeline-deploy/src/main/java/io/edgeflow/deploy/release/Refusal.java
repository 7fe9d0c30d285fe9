package io.edgeflow.deploy.release;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a device or a loader refuses; the names are stable and shown to people. */
public enum Refusal {
  /** The statement is not signed by the pinned release key. */
  SIGNATURE_INVALID,
  /** A file, the bundle or the statement does not have the digest or size that was signed. */
  HASH_MISMATCH,
  /** The archive or one of its documents has not the form of a bundle. */
  BUNDLE_INVALID,
  /** The statement's time is over. */
  EXPIRED,
  /** The statement was issued in what is the future by the device's clock. */
  NOT_YET_VALID,
  /** The release is meant for another product. */
  WRONG_PRODUCT,
  /** The release is meant for other hardware. */
  WRONG_HARDWARE,
  /** An older version than this device has run, or another bundle under the same version. */
  VERSION_NOT_NEWER,
  /** The device has no runtime for this format. */
  UNSUPPORTED_FORMAT,
  /** The device's runtime is older than the model needs. */
  RUNTIME_TOO_OLD,
  /** Not enough room on the device's disk. */
  INSUFFICIENT_SPACE,
  /** The upload or request is larger than the device takes. */
  TOO_LARGE,
  /** The child process that tried the model crashed, ran out of memory or out of time. */
  PROBE_FAILED,
  /** The model's answers on the golden rows are not those in the bundle. */
  GOLDEN_MISMATCH,
  /** The active model failed its health check; the device fell back. */
  HEALTH_CHECK_FAILED,
  /** The device stopped between activation and its health check; it fell back. */
  ACTIVATION_INTERRUPTED,
  /** The model cannot be loaded in the agent's process. */
  LOAD_FAILED,
  /** Activation of a version that is not staged. */
  NOT_STAGED,
  /** Acceptance of a version that is not active. */
  NOT_ACTIVE,
  /** A command that was overtaken by a later one. */
  LATE_COMMAND,
  /** The device's disk does not take what has to be written; nothing was changed. */
  STORAGE_FAILED,
  /** What the device remembered was damaged; it runs no model until it is given one. */
  STATE_DAMAGED,
  /** Inference without an active model. */
  NO_ACTIVE_MODEL,
  /** A row that the model cannot take. */
  INVALID_INPUT,
  /** A request that is not of the expected form. */
  BAD_REQUEST,
  /** No such address. */
  NOT_FOUND,
  /** More inferences wait than the device queues. */
  BUSY,
  /** A failure inside the agent; its log has more. */
  INTERNAL_ERROR;

  /** The name on the wire and in messages, for example {@code signature_invalid}. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
