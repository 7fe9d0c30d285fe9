package io.edgeflow.deploy.agent;

import io.edgeflow.core.artifact.ExportedModel.Format;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device can and may do.
 *
 * @param formats the model formats it has a runtime for
 * @param fault what it does wrong in a drill; null when nothing
 * @param maxBundleBytes the largest archive it takes
 * @param minFreeBytes what must stay free on its disk
 */
record AgentConfig(
    String id,
    List<Format> formats,
    @Nullable Fault fault,
    long maxBundleBytes,
    long minFreeBytes,
    Clock clock,
    Prober prober) {
  private static final long MAX_BUNDLE_BYTES = 256L << 20;
  private static final long MIN_FREE_BYTES = 32L << 20;

  AgentConfig {
    formats = List.copyOf(formats);
  }

  static AgentConfig of(String id, @Nullable Fault fault, Prober prober) {
    return new AgentConfig(
        id,
        List.of(Format.values()),
        fault,
        MAX_BUNDLE_BYTES,
        MIN_FREE_BYTES,
        Clock.systemUTC(),
        prober);
  }
}
