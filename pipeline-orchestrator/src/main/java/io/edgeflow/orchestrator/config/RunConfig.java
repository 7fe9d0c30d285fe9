package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.orchestrator.retention.Retention;
import java.nio.file.Path;
import java.util.List;
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

  /** The run's name. */
  public static final Field<String> NAME =
      Field.text("name", "edgeflow", "shown in reports").presentation();

  /** The seed. */
  public static final Field<Long> SEED =
      Field.integer64("seed", 42L, 0, 1L << 53, "every random choice follows from it");

  /** Threads for numeric work. */
  public static final Field<Integer> THREADS =
      Field.integer("threads", null, 1, 256, "default: the machine's processors, at most 8");

  /** The workspace. */
  public static final Field<Path> WORKSPACE =
      Field.path(
          "workspace", Path.of(".edgeflow"), "folder for everything that a run leaves behind");

  /** Steps of the user's own, each of {@link StepConfig#FIELDS}. */
  public static final Field<List<Section>> STEPS =
      Field.sections(
          "steps", StepConfig.FIELDS, "steps of your own; each has a section of its name");

  /** Limits of steps, each of {@link StepLimits#FIELDS}. */
  public static final Field<List<Section>> LIMITS =
      Field.sections("limits", StepLimits.FIELDS, "timeouts and retries of steps");

  private static final Field<Section> RETENTION =
      Field.section("retention", Retention.FIELDS, "how much of that edgeflow gc leaves");

  /** The keys of the section {@code workflow}. */
  public static final FieldTable FIELDS =
      FieldTable.of(NAME, SEED, THREADS, WORKSPACE, STEPS, LIMITS, RETENTION);

  /** A builder of the section. */
  public static ConfigBuilder<RunConfig> builder() {
    return FIELDS.builder(RunConfig::from);
  }

  /** The defaults. */
  public static RunConfig defaults() {
    return builder().build();
  }

  /** Reads the section. */
  public static RunConfig from(Section section, Problems problems) {
    return new RunConfig(
        section.get(NAME),
        section.get(SEED),
        section.find(THREADS).orElseGet(RunConfig::ownThreads),
        section.get(WORKSPACE),
        Retention.from(section.get(RETENTION)),
        limits(section));
  }

  private static Map<String, StepLimits> limits(Section section) {
    Map<String, StepLimits> limits = new TreeMap<>();
    for (Section entry : section.get(LIMITS)) {
      entry.find(StepLimits.STEP).ifPresent(step -> limits.put(step, StepLimits.from(entry)));
    }
    return limits;
  }

  private static int ownThreads() {
    return Math.min(MOST_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
  }
}
