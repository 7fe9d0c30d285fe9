package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;

class WebhookChannelProviderTest extends HttpChannelContract {
  @Override
  protected AlertChannelProvider provider() {
    return new WebhookChannelProvider();
  }

  @Override
  void keys(ConfigBuilder<Section> item) {
    item.set(WebhookChannelProvider.URL, new Secret(hook.url()));
  }

  @Override
  ChannelConfig to(Secret address) {
    return Channels.of(provider(), item -> item.set(WebhookChannelProvider.URL, address));
  }
}
