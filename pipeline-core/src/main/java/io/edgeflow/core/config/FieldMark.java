package io.edgeflow.core.config;

/** What {@link Section#fingerprint()}, and so a step's cache key, does with a key. */
public enum FieldMark {
  /** In the fingerprint: the step's result depends on it. The mark of a key that has no other. */
  RESULT,
  /** Left out: a gate's limit or exception. Gates judge anew each time, also a kept result. */
  LIMIT,
  /** Left out: a secret, which is never hashed. */
  SECRET,
  /** Left out: how a result is named, shown or worked out, which changes nothing of it. */
  PRESENTATION,
  /** Left out: where an input lies. The step's key has the hash of the input's content. */
  INPUT
}
