package io.edgeflow.data.source;

class CloudProviderTest extends HttpProviderContract {
  @Override
  protected DataSourceProvider provider() {
    return new CloudProvider();
  }
}
