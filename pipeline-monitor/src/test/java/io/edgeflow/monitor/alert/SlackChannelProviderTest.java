package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;

class SlackChannelProviderTest extends HttpChannelContract {
  @Override
  protected AlertChannelProvider provider() {
    return new SlackChannelProvider();
  }

  @Override
  void keys(ConfigBuilder<Section> item) {
    item.set(SlackChannelProvider.WEBHOOK, new Secret(hook.url()));
  }

  @Override
  ChannelConfig to(Secret address) {
    return Channels.of(provider(), item -> item.set(SlackChannelProvider.WEBHOOK, address));
  }
}
