package io.edgeflow.core.config;

/**
 * One answer to an open choice of the configuration, such as a kind of data source: what a user may
 * add to by a class of their own, named in {@code META-INF/services}. It describes itself and makes
 * what it stands for; describing loads no engine. Stateless.
 */
public interface Provider {
  /** The word in the configuration, snake_case. */
  String id();

  /** What it is, in one line that begins small and ends without a full stop. */
  String description();

  /**
   * The keys that stand beside the word. The same table each time, since a {@link Section} is asked
   * by the very fields of it.
   */
  FieldTable fields();
}
