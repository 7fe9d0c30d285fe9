package io.edgeflow.deploy.wire;

import java.util.List;
import java.util.Objects;

/**
 * An answer for each row, in order.
 *
 * @param version the release version that answered
 * @param answers F32 {@code [rows, numbers]}, see {@code Postprocessing}
 * @param latenciesMs of the model alone, one a row; rows that were inferred together share their
 *     mean
 */
public record InferReply(long version, TypedTensor answers, List<Double> latenciesMs) {
  /** Copies the latencies. */
  public InferReply {
    Objects.requireNonNull(answers, "answers");
    latenciesMs = List.copyOf(latenciesMs);
  }
}
