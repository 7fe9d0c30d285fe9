package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.data.DataConfig;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.monitor.MonitorConfig;
import io.edgeflow.optimize.OptimizeConfig;
import io.edgeflow.orchestrator.track.TrackingConfig;
import io.edgeflow.train.TrainConfig;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole configuration, checked.
 *
 * @param steps those of the user's own, in the order of the file
 * @param checked every section as it was checked, from which the records are made
 * @param sha256 of its content without layout, with {@code ${…}} as written and secrets masked
 * @param values every written value by dotted key, in the same form
 */
public record WorkflowConfig(
    RunConfig workflow,
    TrackingConfig tracking,
    DataConfig data,
    TrainConfig training,
    OptimizeConfig optimization,
    DeployConfig deployment,
    MonitorConfig monitoring,
    List<StepConfig> steps,
    Section checked,
    String sha256,
    SortedMap<String, String> values) {
  /** What holds for the whole run. */
  public static final Field<Section> WORKFLOW =
      Field.section("workflow", RunConfig.FIELDS, "what holds for the whole run");

  /** Where runs are recorded. */
  public static final Field<Section> TRACKING =
      Field.section("tracking", TrackingConfig.FIELDS, "where runs are recorded");

  /** The data. */
  public static final Field<Section> DATA =
      Field.section("data_pipeline", DataConfig.FIELDS, "from raw records to a checked data set");

  /** The training. */
  public static final Field<Section> TRAINING =
      Field.section("model_training", TrainConfig.FIELDS, "the network and its training");

  /** The optimization. */
  public static final Field<Section> OPTIMIZATION =
      Field.section("model_optimization", OptimizeConfig.FIELDS, "smaller models and their files");

  /** The deployment. */
  public static final Field<Section> DEPLOYMENT =
      Field.section(
          "edge_deployment", DeployConfig.FIELDS, "the release and how it reaches devices");

  /** The monitoring. */
  public static final Field<Section> MONITORING =
      Field.section("monitoring", MonitorConfig.FIELDS, "how the fleet is watched");

  /** The sections of a file. */
  public static final FieldTable FIELDS =
      FieldTable.of(WORKFLOW, TRACKING, DATA, TRAINING, OPTIMIZATION, DEPLOYMENT, MONITORING);

  /**
   * A builder of a whole configuration; the keys are constants of the sections' records.
   *
   * <pre>{@code
   * WorkflowConfig config = WorkflowConfig.builder()
   *     .set(RunConfig.SEED, 43L)
   *     .set(TrainConfig.EPOCHS, 5)
   *     .build();
   * }</pre>
   */
  public static ConfigBuilder<WorkflowConfig> builder() {
    return ConfigBuilder.of(FIELDS, ConfigLoader::checked);
  }

  /**
   * The sections of a file, and those of the step providers on the class path where the step is
   * named as its type.
   */
  public static FieldTable fieldsWithOwnSteps() {
    return FIELDS.plus(OwnSections.ofProviders());
  }

  /** Copies the steps and the values. */
  public WorkflowConfig {
    steps = List.copyOf(steps);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** A section as it was checked. */
  public Section section(Field<Section> section) {
    return checked.get(section);
  }

  /** How training samples are changed, which the trainer does and the data set knows nothing of. */
  public Section augmentation() {
    return section(DATA).get(DataConfig.AUGMENTATION);
  }

  /** The folders that runs of this configuration write to. */
  public Workspace workspace() {
    return new Workspace(workflow.workspace());
  }
}
