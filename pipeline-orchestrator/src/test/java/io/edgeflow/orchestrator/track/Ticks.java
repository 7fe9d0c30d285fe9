package io.edgeflow.orchestrator.track;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves on by a second each time it is read. */
final class Ticks extends Clock {
  private final AtomicLong second =
      new AtomicLong(Instant.parse("2025-01-01T00:00:00Z").getEpochSecond());

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(second.getAndIncrement());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new IllegalStateException("Only UTC");
  }
}
