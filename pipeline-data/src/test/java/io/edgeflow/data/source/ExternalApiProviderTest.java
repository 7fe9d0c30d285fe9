package io.edgeflow.data.source;

class ExternalApiProviderTest extends HttpProviderContract {
  @Override
  protected DataSourceProvider provider() {
    return new ExternalApiProvider();
  }
}
