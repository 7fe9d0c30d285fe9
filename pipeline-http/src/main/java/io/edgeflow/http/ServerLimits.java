package io.edgeflow.http;

import java.time.Duration;

/**
 * What a server gives to whoever connects. Time is measured from the phase's begin, so that a byte
 * now and then prolongs nothing.
 *
 * @param handshake for the TLS handshake
 * @param head for a request's line and headers
 * @param stall for the next bytes of a body, which must come at {@link #MIN_BYTES_A_SECOND} besides
 * @param exchange for a whole request, from its head to the last byte of its answer
 * @param idle between two requests
 * @param headBytes of a request's line and headers
 * @param bodyBytes of all bodies that are held in memory at a time
 * @param strangers connections without a client certificate; one more drops the one that has been
 *     of no use for longest
 * @param clients connections with a client certificate; one more is closed
 */
public record ServerLimits(
    Duration handshake,
    Duration head,
    Duration stall,
    Duration exchange,
    Duration idle,
    int headBytes,
    int bodyBytes,
    int strangers,
    int clients) {
  /** How fast a body must come, on average, once the first pause that it may make is over. */
  public static final int MIN_BYTES_A_SECOND = 1024;

  private static final int KIB = 1024;

  /**
   * Limits of a server that shows small documents to anybody.
   *
   * @param exchange for a whole request
   */
  public static ServerLimits documents(Duration exchange) {
    return new ServerLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        exchange,
        Duration.ofSeconds(30),
        16 * KIB,
        KIB,
        256,
        256);
  }

  /**
   * Limits of a server whose clients have certificates, keep their connections and upload.
   *
   * @param exchange for a whole request, the longest upload and what it starts included
   * @param bodyBytes of all bodies that are held in memory at a time
   */
  public static ServerLimits uploads(Duration exchange, int bodyBytes) {
    return new ServerLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        exchange,
        Duration.ofHours(2),
        32 * KIB,
        bodyBytes,
        512,
        2048);
  }
}
