package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.archive.Archive;
import io.edgeflow.data.archive.SampleFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** How the files of a source become one, within a limit. */
record Archiving(LocalSource source, SampleFiles form, long maxBytes) {
  /** How large all files together may be. */
  static final Field<Integer> MAX_MB = LocalSource.maxMb(4096, 1 << 20);

  static long maxBytes(Section entry) {
    return (long) entry.get(MAX_MB) << 20;
  }

  /**
   * Writes the archive.
   *
   * @param files by the names that they are to have
   * @throws PipelineException if they cannot be read, or are more than the limit
   */
  Path write(Path target, SortedMap<String, Path> files, RunContext context) {
    long[] spent = new long[1];
    try {
      return Archive.write(
          target,
          form,
          files,
          bytes -> {
            spent[0] += bytes;
            requireWithin(spent[0]);
          },
          context);
    } catch (IOException e) {
      throw source.failed("cannot be read").found(e).cause(e).build();
    }
  }

  private void requireWithin(long spent) {
    if (spent > maxBytes) {
      throw source.tooLarge(maxBytes);
    }
  }
}
