package io.edgeflow.data;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Why rows are in quarantine. */
final class QuarantineReasons {
  /** How many rows are looked at. */
  static final int MOST_ROWS = 100_000;

  private static final int MOST_KINDS = 400;

  private QuarantineReasons() {}

  /** How many rows have which reason, the numbers in it left out. */
  static Map<String, Long> counted(Path quarantine) {
    Map<String, Long> reasons = new TreeMap<>();
    try (BufferedReader in = Files.newBufferedReader(quarantine)) {
      in.lines()
          .limit(MOST_ROWS)
          .map(line -> String.valueOf(Json.readMap(line, "quarantine").get("reason")))
          .map(reason -> reason.replaceAll("-?[0-9][0-9.eE+-]*", "#"))
          .filter(kind -> reasons.size() < MOST_KINDS || reasons.containsKey(kind))
          .forEach(kind -> reasons.merge(kind, 1L, Long::sum));
    } catch (IOException e) {
      throw PipelineException.failed("The quarantine cannot be read").cause(e).build();
    }
    return reasons;
  }
}
