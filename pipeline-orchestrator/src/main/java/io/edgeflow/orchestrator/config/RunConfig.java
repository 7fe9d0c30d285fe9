package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.orchestrator.retention.Retention;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What holds for the whole run, and which steps it has beside those that Edgeflow brings.
 *
 * @param name shown in reports
 * @param seed every random choice follows from it
 * @param threads threads for numeric work; another number may give other weights
 * @param workspace where runs, artifacts, releases and the fleet's state are kept
 * @param retention how much of that {@code edgeflow gc} leaves
 * @param limits timeouts and retries by the step's name
 */
public record RunConfig(
    String name,
    long seed,
    int threads,
    Path workspace,
    Retention retention,
    Map<String, StepLimits> limits) {
  /** Copies the limits. */
  public RunConfig {
    limits = Map.copyOf(limits);
  }

  private static final int MOST_DEFAULT_THREADS = 8;

  private static final FieldTable STEP =
      FieldTable.of(
          Field.text("name", null, "the step's name, which its section has too").mandatory(),
          Field.text("type", null, "the id of its provider; default: its name"),
          Field.text("after", null, "the step that it follows; default: the last one"));

  private static final FieldTable LIMITS =
      FieldTable.of(
          Field.text("step", null, "the step's name").mandatory(),
          Field.seconds("timeout", null, 0.001, 1e8, "how long it may take; default: no limit"),
          Field.integer("retries", 0, 0, 100, "how often it is tried again when it fails"));

  /** The keys of the section {@code workflow}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.text("name", "edgeflow", "shown in reports").presentation(),
          Field.integer("seed", 42, 0, 1 << 53, "every random choice follows from it"),
          Field.integer("threads", null, 1, 256, "default: the machine's processors, at most 8"),
          Field.text("workspace", ".edgeflow", "folder for everything that a run leaves behind"),
          Field.sections("steps", STEP, "steps of your own; each has a section of its name"),
          Field.sections("limits", LIMITS, "timeouts and retries of steps"),
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
        Retention.from(section.section("retention")),
        limits(section));
  }

  private static Map<String, StepLimits> limits(Section section) {
    Map<String, StepLimits> limits = new TreeMap<>();
    for (Section entry : section.sections("limits")) {
      entry
          .optionalText("step")
          .ifPresent(
              step ->
                  limits.put(
                      step,
                      new StepLimits(entry.optionalDuration("timeout"), entry.integer("retries"))));
    }
    return limits;
  }

  private static int ownThreads() {
    return Math.min(MOST_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
  }
}
