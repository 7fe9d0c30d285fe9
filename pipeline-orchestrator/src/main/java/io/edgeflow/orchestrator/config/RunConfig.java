package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.orchestrator.retention.Retention;
import java.nio.file.Path;

/**
 * What holds for the whole run.
 *
 * @param name shown in reports
 * @param seed every random choice follows from it
 * @param threads threads for numeric work; another number may give other weights
 * @param workspace where runs, artifacts, releases and the fleet's state are kept
 * @param retention how much of that {@code edgeflow gc} leaves
 */
public record RunConfig(String name, long seed, int threads, Path workspace, Retention retention) {
  private static final int MOST_DEFAULT_THREADS = 8;

  /** The keys of the section {@code workflow}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.text("name", "edgeflow", "shown in reports"),
          Field.integer("seed", 42L, 0, 1L << 53, "every random choice follows from it"),
          Field.integer("threads", null, 1, 256, "default: the machine's processors, at most 8"),
          Field.text("workspace", ".edgeflow", "folder for everything that a run leaves behind"),
          Field.section("retention", Retention.FIELDS, "how much of that edgeflow gc leaves"));

  /** Reads the section. */
  public static RunConfig from(Section section, Problems problems) {
    String workspace = section.text("workspace");
    if (workspace.isBlank() || workspace.indexOf('\0') >= 0) {
      section.refuse(problems, "workspace", "must be a folder name");
      workspace = ".edgeflow";
    }
    int threads =
        section.optionalInteger("threads").map(Math::toIntExact).orElseGet(() -> ownThreads());
    return new RunConfig(
        section.text("name"),
        section.integer64("seed"),
        threads,
        Path.of(workspace),
        Retention.from(section.section("retention")));
  }

  private static int ownThreads() {
    return Math.min(MOST_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
  }
}
