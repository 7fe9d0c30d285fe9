package io.edgeflow.core.run;

import io.edgeflow.core.error.PipelineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Until when work may take; asked at each batch and request. */
@FunctionalInterface
public interface Deadline {
  /**
   * Goes on in time.
   *
   * @throws PipelineException if the time is over
   */
  void check();

  /** None. */
  static Deadline none() {
    return () -> {};
  }

  /** A time limit that starts now. */
  static Deadline in(Duration limit, Clock clock, String what) {
    Instant end = clock.instant().plus(limit);
    return () -> {
      if (clock.instant().isAfter(end)) {
        throw PipelineException.failed("The step " + what + " takes longer than its timeout")
            .limit(limit.toMillis() / 1e3 + " s")
            .where("workflow.limits")
            .remedy("give it more time, or less to do")
            .build();
      }
    };
  }
}
