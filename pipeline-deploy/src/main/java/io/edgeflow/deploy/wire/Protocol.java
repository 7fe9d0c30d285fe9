package io.edgeflow.deploy.wire;

import io.edgeflow.core.json.PersistedForm;
import java.util.Map;

/**
 * The addresses and headers of the device protocol. Each address has its version. Inference is of
 * version 2, where rows, truths and answers are tensors, see {@link TypedTensor}:
 *
 * <pre>{@code
 * POST /v2/infer
 * {"rows": {"type": "F32", "dims": [2, 3], "data": "AACAPwAAwH/NzMw9…"},
 *  "truths": {"type": "I32", "dims": [2], "data": "AgAAAAAAAAA="}, "purpose": "TRAFFIC"}
 *
 * 200
 * {"version": 7, "answers": {"type": "F32", "dims": [2, 10], "data": "…"},
 *  "latencies_ms": [0.25, 0.25]}
 * }</pre>
 *
 * <p>Without truths the field is left out. Rows of other sizes or types than the active model
 * takes, truths that its target does not have, and NaN among the truths are refused as {@code
 * invalid_input}; what is no such document, as {@code bad_request}; more than 32 MiB, or more rows
 * than the device takes (4,096 unless it is set up otherwise), as {@code too_large}. Commands are
 * of version 2, where each has a number. Version 1, which knew class labels only, and commands
 * without numbers, is refused by {@link #REFUSED}.
 */
public final class Protocol {
  private static final int VERSION = 1;

  /** Takes an archive as body, with the three headers below; answers {@link DeviceStatus}. */
  public static final String STAGE = "/v2/stage";

  /** Takes {@link VersionRequest}: switch to a staged version; answers {@link DeviceStatus}. */
  public static final String ACTIVATE = "/v2/activate";

  /** Takes {@link VersionRequest}: leave that version; answers {@link DeviceStatus}. */
  public static final String ROLLBACK = "/v2/rollback";

  /**
   * Takes {@link VersionRequest}: that active version was judged good, and is what a rollback of a
   * later one leads to; answers {@link DeviceStatus}.
   */
  public static final String ACCEPT = "/v2/accept";

  /** Answers {@link DeviceStatus}. */
  public static final String STATUS = "/v1/status";

  /** Runs the golden rows and answers {@link HealthReport}. */
  public static final String HEALTH = "/v1/health";

  /** Takes {@link InferRequest} and answers {@link InferReply}. */
  public static final String INFER = "/v2/infer";

  /**
   * Where version 1 took rows, and commands without a number, by what took their place. They are
   * refused with a word that every manager knows: manager and agents of one fleet are of one
   * release, and an answer in another form would be misread.
   */
  public static final Map<String, String> REFUSED =
      Map.of(
          "/v1/infer",
          INFER,
          "/v1/stage",
          STAGE,
          "/v1/activate",
          ACTIVATE,
          "/v1/rollback",
          ROLLBACK);

  /** Answers {@link io.edgeflow.core.telemetry.DeviceTelemetry}. */
  public static final String TELEMETRY = "/v1/telemetry";

  /** The statement's exact bytes in Base64. */
  public static final String STATEMENT_HEADER = "Edgeflow-Statement";

  /** The signature in Base64. */
  public static final String SIGNATURE_HEADER = "Edgeflow-Signature";

  /** The number of the command, see {@link VersionRequest}. */
  public static final String SEQUENCE_HEADER = "Edgeflow-Sequence";

  private Protocol() {}

  /**
   * How a manager reads an answer. Agents are replaced one by one: fields of a newer one are
   * ignored. Requests are read strictly, as a device does what they say.
   */
  public static <T> PersistedForm<T> reply(Class<T> type) {
    return PersistedForm.tolerant("answer of the device", type, VERSION);
  }
}
