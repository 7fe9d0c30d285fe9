package io.edgeflow.core.track;

import java.nio.file.Path;

/** Records nothing. */
final class NoTracker implements Tracker {
  @Override
  public void parameter(String key, String value) {}

  @Override
  public void metric(String key, double value, long step) {}

  @Override
  public void tag(String key, String value) {}

  @Override
  public void artifact(String name, Path file) {}

  @Override
  public void finish(String status) {}

  @Override
  public void close() {}
}
