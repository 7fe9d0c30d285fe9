package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.time.Duration;
import java.util.Optional;

/**
 * One item of {@code monitoring.alerts.channels}.
 *
 * @param provider makes the channel
 * @param section the item with the provider's own keys
 */
public record ChannelConfig(AlertChannelProvider provider, Section section) {
  /** Which provider makes the channel. */
  public static final Field<AlertChannelProvider> TYPE =
      Field.provider("type", null, AlertChannelProvider.ALL, "where alerts of this item go")
          .mandatory();

  /** The keys of every item; the provider's come beside them. */
  public static final FieldTable FIELDS = FieldTable.of(TYPE);

  /** The program's own log. */
  public static ChannelConfig log() {
    return FIELDS
        .builder(ChannelConfig::from)
        .set(TYPE, new LogChannelProvider())
        .build()
        .orElseThrow();
  }

  /** Reads an item; empty when no provider is chosen. */
  static Optional<ChannelConfig> from(Section section, Problems problems) {
    Optional<AlertChannelProvider> chosen = section.find(TYPE);
    chosen.ifPresent(provider -> provider.check(section, problems));
    return chosen.map(provider -> new ChannelConfig(provider, section));
  }

  AlertChannel open(Duration timeout) {
    return provider.open(section, timeout);
  }

  /** The provider's id alone: the section may hold secrets. */
  @Override
  public String toString() {
    return "ChannelConfig[" + provider.id() + "]";
  }
}
