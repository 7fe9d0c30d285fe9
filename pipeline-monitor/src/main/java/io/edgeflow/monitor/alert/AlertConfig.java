package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where alerts go.
 *
 * @param enabled whether anything is sent; alerts are recorded and shown either way
 * @param channels the log alone unless configured
 * @param attempts how often a message is tried on one channel
 * @param timeout of one attempt
 */
public record AlertConfig(
    boolean enabled, List<ChannelConfig> channels, int attempts, Duration timeout) {
  /** Whether alerts are sent. */
  public static final Field<Boolean> ENABLED =
      Field.flag("enabled", true, "whether alerts are sent");

  /** The channels, each with the keys of its provider. */
  public static final Field<List<Section>> CHANNELS =
      Field.sections("channels", ChannelConfig.FIELDS, "where alerts go; default: the log");

  /** How often a message is tried on one channel. */
  public static final Field<Integer> ATTEMPTS =
      Field.integer("attempts", 3, 1, 10, "how often a message is tried on one channel");

  /** The limit of one attempt. */
  public static final Field<Duration> TIMEOUT =
      Field.seconds("timeout", Duration.ofSeconds(5), 0.1, 60, "limit of one attempt");

  /** The keys of {@code monitoring.alerts}. */
  public static final FieldTable FIELDS = FieldTable.of(ENABLED, CHANNELS, ATTEMPTS, TIMEOUT);

  /** Copies the channels. */
  public AlertConfig {
    channels = List.copyOf(channels);
  }

  /** Reads the section. */
  public static AlertConfig from(Section section, Problems problems) {
    List<ChannelConfig> channels =
        section.get(CHANNELS).stream()
            .map(channel -> ChannelConfig.from(channel, problems))
            .flatMap(Optional::stream)
            .toList();
    return new AlertConfig(
        section.get(ENABLED),
        section.isWritten(CHANNELS) ? channels : List.of(ChannelConfig.log()),
        section.get(ATTEMPTS),
        section.get(TIMEOUT));
  }
}
