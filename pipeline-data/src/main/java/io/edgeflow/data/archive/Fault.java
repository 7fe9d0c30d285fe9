package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a file is quarantined: what an error says, without where, which the file's path is. */
final class Fault {
  private Fault() {}

  static String of(PipelineException e) {
    String all =
        String.valueOf(e.getMessage())
            .lines()
            .filter(line -> !line.startsWith("  where:") && !line.startsWith("  remedy:"))
            .map(String::strip)
            .collect(Collectors.joining(", "));
    return all.substring(0, 1).toLowerCase(Locale.ROOT) + all.substring(1);
  }
}
