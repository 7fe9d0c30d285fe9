package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Section;
import java.util.function.Consumer;

/** Channel configurations made in code. */
final class Channels {
  private Channels() {}

  /** An item that chooses a provider and has these keys. */
  static ChannelConfig of(AlertChannelProvider provider, Consumer<ConfigBuilder<Section>> keys) {
    ConfigBuilder<Section> item = ChannelConfig.FIELDS.builder((section, problems) -> section);
    item.set(ChannelConfig.TYPE, provider);
    keys.accept(item);
    return new ChannelConfig(provider, item.build());
  }
}
