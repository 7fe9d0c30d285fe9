package io.edgeflow.deploy.wire;

import io.edgeflow.core.json.PersistedForm;

/** The addresses and headers of the device protocol, version 1. */
public final class Protocol {
  private static final int VERSION = 1;

  /** Takes an archive as body, with the two headers below; answers {@link DeviceStatus}. */
  public static final String STAGE = "/v1/stage";

  /** Takes {@link VersionRequest}: switch to a staged version; answers {@link DeviceStatus}. */
  public static final String ACTIVATE = "/v1/activate";

  /** Takes {@link VersionRequest}: leave that version; answers {@link DeviceStatus}. */
  public static final String ROLLBACK = "/v1/rollback";

  /** Answers {@link DeviceStatus}. */
  public static final String STATUS = "/v1/status";

  /** Runs the golden rows and answers {@link HealthReport}. */
  public static final String HEALTH = "/v1/health";

  /** Takes {@link InferRequest} and answers {@link InferReply}. */
  public static final String INFER = "/v1/infer";

  /** Answers {@link io.edgeflow.core.telemetry.DeviceTelemetry}. */
  public static final String TELEMETRY = "/v1/telemetry";

  /** The statement's exact bytes in Base64. */
  public static final String STATEMENT_HEADER = "Edgeflow-Statement";

  /** The signature in Base64. */
  public static final String SIGNATURE_HEADER = "Edgeflow-Signature";

  private Protocol() {}

  /**
   * How a manager reads an answer. Agents are replaced one by one: fields of a newer one are
   * ignored. Requests are read strictly, as a device does what they say.
   */
  public static <T> PersistedForm<T> reply(Class<T> type) {
    return PersistedForm.tolerant("answer of the device", type, VERSION);
  }
}
