package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.error.PipelineException;

/** A source that reads what lies on this machine, by the path that its entry gives. */
interface LocalSource extends DataSource {
  /** Where it lies. */
  LocalPath at();

  /** How large all that it reads may be. */
  static Field<Integer> maxMb(int byDefault, int most) {
    return Field.integer("max_mb", byDefault, 1, most, "most that is read, uncompressed")
        .in("MiB")
        .input();
  }

  @Override
  default String name() {
    return at().source();
  }

  @Override
  default String origin() {
    return at().written().toString();
  }

  @Override
  default void requirePresent() {
    at().file();
  }

  /** The beginning of an error. */
  default PipelineException.Builder failed(String what) {
    return PipelineException.failed("The source \"" + name() + "\" " + what).where(origin());
  }

  /** What says that there is more than {@link #maxMb}. */
  default PipelineException tooLarge(long maxBytes) {
    return failed("is too large").limit(maxBytes + " bytes").remedy("raise its max_mb").build();
  }
}
