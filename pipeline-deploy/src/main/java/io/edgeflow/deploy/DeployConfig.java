package io.edgeflow.deploy;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.LocalFleetConfig;
import io.edgeflow.deploy.rollout.RolloutPlan;
import io.edgeflow.deploy.rollout.ValidationConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code edge_deployment}.
 *
 * <pre>{@code
 * DeployConfig config =
 *     DeployConfig.builder()
 *         .set(Packaging.FORMAT, Format.ONNX)
 *         .set(RolloutPlan.CANARY_PERCENTAGE, 20)
 *         .add(
 *             DeployConfig.TARGETS,
 *             door ->
 *                 door.set(TargetConfig.ID, "door")
 *                     .set(TargetConfig.ADDRESS, "https://127.0.0.1:8443"))
 *         .build();
 * }</pre>
 *
 * @param targets the devices to deploy to; empty for the local fleet
 * @param keys a folder with keys made elsewhere; null for the workspace's development keys
 */
public record DeployConfig(
    Packaging packaging,
    List<DeploymentTarget> targets,
    @Nullable Path keys,
    LocalFleetConfig localFleet,
    RolloutPlan rollout,
    ValidationConfig limits) {
  /** The devices to deploy to; without any, the local fleet. */
  public static final Field<List<Section>> TARGETS =
      Field.sections("targets", TargetConfig.FIELDS, "devices; without any, the local fleet");

  /** A folder with keys of the user's own. */
  public static final Field<Path> KEYS =
      Field.path("keys", null, "folder with keys of your own, for devices elsewhere").input();

  /** The section {@code packaging}. */
  public static final Field<Section> PACKAGING =
      Field.section("packaging", Packaging.FIELDS, "what is shipped");

  /** The section {@code local_fleet}. */
  public static final Field<Section> LOCAL_FLEET =
      Field.section("local_fleet", LocalFleetConfig.FIELDS, "device agents on this machine");

  /** The section {@code deployment}. */
  public static final Field<Section> DEPLOYMENT =
      Field.section("deployment", RolloutPlan.FIELDS, "how a release spreads");

  /** The section {@code validation}. */
  public static final Field<Section> VALIDATION =
      Field.section("validation", ValidationConfig.FIELDS, "what a device has to reach");

  /** The section's fields. */
  public static final FieldTable FIELDS =
      FieldTable.of(PACKAGING, TARGETS, KEYS, LOCAL_FLEET, DEPLOYMENT, VALIDATION);

  /** Copies the targets. */
  public DeployConfig {
    targets = List.copyOf(targets);
  }

  /** Reads the section; problems are collected. */
  public static DeployConfig from(Section section, Problems problems) {
    Optional<Path> keys = section.find(KEYS);
    List<DeploymentTarget> targets =
        TargetConfig.from(section.get(TARGETS), keys.isPresent(), problems);
    return new DeployConfig(
        Packaging.from(section.get(PACKAGING), problems),
        targets,
        keys.map(path -> section.locationOf(KEYS).resolve(path)).orElse(null),
        LocalFleetConfig.from(section.get(LOCAL_FLEET), targets.isEmpty(), problems),
        RolloutPlan.from(section.get(DEPLOYMENT), section.get(VALIDATION)),
        ValidationConfig.from(section.get(VALIDATION)));
  }

  /** A builder, which begins with the defaults. */
  public static ConfigBuilder<DeployConfig> builder() {
    return FIELDS.builder(DeployConfig::from);
  }

  /** The defaults: ten devices on this machine. */
  public static DeployConfig defaults() {
    return builder().build();
  }
}
