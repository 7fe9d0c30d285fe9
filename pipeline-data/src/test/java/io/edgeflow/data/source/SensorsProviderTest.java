package io.edgeflow.data.source;

class SensorsProviderTest extends HttpProviderContract {
  @Override
  protected DataSourceProvider provider() {
    return new SensorsProvider();
  }
}
