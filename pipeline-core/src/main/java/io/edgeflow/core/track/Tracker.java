package io.edgeflow.core.track;

import java.nio.file.Path;

/**
 * Records a run's parameters, metrics and files. Implementations queue or journal: an unreachable
 * server never fails a run. Thread-safe.
 */
public interface Tracker extends AutoCloseable {
  /** Records a parameter once. */
  void parameter(String key, String value);

  /**
   * Records a metric; NaN and infinities are recorded as such.
   *
   * @param step the epoch, from 1, of what has a value in each; 0 for what has one value in a run
   */
  void metric(String key, double value, long step);

  /** Records a tag, replacing an earlier value. */
  void tag(String key, String value);

  /** Records a file under a name such as {@code models/model.onnx}. */
  void artifact(String name, Path file);

  /** Ends the run's record; {@code status} as in run.json. */
  void finish(String status);

  @Override
  void close();

  /** Records nothing. */
  static Tracker none() {
    return new NoTracker();
  }
}
