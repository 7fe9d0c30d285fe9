package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import java.util.regex.PatternSyntaxException;

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

  /** Whether a key holds what {@code look} does not refuse as a pattern. */
  static boolean isRight(Section entry, Field<?> key, Problems problems, Runnable look) {
    try {
      look.run();
      return true;
    } catch (PatternSyntaxException e) {
      entry.refuse(problems, key, "is malformed: " + e.getDescription());
      return false;
    }
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
