package io.edgeflow.deploy.agent.config;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.deploy.agent.probe.Prober;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a device can and may do.
 *
 * @param formats the model formats it has a runtime for
 * @param fault what it does wrong in a drill; null when nothing
 * @param maxRows the most rows that it takes in a request
 * @param maxBundleBytes the largest archive it takes
 * @param minFreeBytes what must stay free on its disk
 * @param product the product that it belongs to; null when it takes releases of any
 * @param hardware what it is, for example {@code linux-amd64}
 */
public record AgentConfig(
    String id,
    List<Format> formats,
    @Nullable Fault fault,
    int maxRows,
    long maxBundleBytes,
    long minFreeBytes,
    Clock clock,
    Prober prober,
    @Nullable String product,
    String hardware) {
  /** The most rows of a request by default; managers send 64. */
  public static final int MAX_ROWS = 4096;

  private static final long MAX_BUNDLE_BYTES = 256L << 20;
  private static final long MIN_FREE_BYTES = 32L << 20;

  /** Copies the formats. */
  public AgentConfig {
    formats = List.copyOf(formats);
  }

  /** The limits that devices have by default, the system's clock and every format. */
  public static AgentConfig of(String id, @Nullable Fault fault, Prober prober) {
    return new AgentConfig(
        id,
        List.of(Format.values()),
        fault,
        MAX_ROWS,
        MAX_BUNDLE_BYTES,
        MIN_FREE_BYTES,
        Clock.systemUTC(),
        prober,
        null,
        thisMachine());
  }

  /** The same device of a product and of some hardware. */
  public AgentConfig belongingTo(@Nullable String ownProduct, String ownHardware) {
    return new AgentConfig(
        id,
        formats,
        fault,
        maxRows,
        maxBundleBytes,
        minFreeBytes,
        clock,
        prober,
        ownProduct,
        ownHardware);
  }

  /** Operating system and processor, as Java names them. */
  public static String thisMachine() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-');
    return system + "-" + System.getProperty("os.arch");
  }
}
