package io.edgeflow.deploy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.agent.AgentDevices;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.fleet.LocalFleet;
import io.edgeflow.deploy.rollout.DeploymentValidator;
import io.edgeflow.deploy.rollout.RolloutPlan;
import io.edgeflow.deploy.rollout.ValidationConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code edge_deployment}.
 *
 * @param targets the devices to deploy to; empty for the local fleet
 * @param keys a folder with keys made elsewhere; null for the workspace's development keys
 */
public record DeployConfig(
    Packaging packaging,
    List<DeploymentTarget> targets,
    @Nullable Path keys,
    LocalFleet.Config localFleet,
    RolloutPlan rollout,
    ValidationConfig limits) {

  private static final FieldTable PACKAGING =
      FieldTable.of(
          Field.choice("format", "tflite", List.of("tflite", "onnx"), "the shipped file's format"),
          Field.flag("compress", true, "whether the bundle's files are deflated"),
          Field.flag("sign", true, "must be true: every device refuses an unsigned bundle"),
          Field.integer("valid_days", 365, 1, 3650, "devices install a release for so long")
              .in("days"),
          Field.integer("golden_rows", 32, 1, 1024, "validation rows that devices check with"),
          Field.number(
                  "confidence_threshold", 0.0, 0, 1, "answers below it are not accepted as such")
              .in("ratio"));

  private static final FieldTable TARGET =
      FieldTable.of(
          Field.text("id", null, "the device's name, as in its certificate").mandatory(),
          Field.text("uri", null, "its agent's https address").mandatory());

  private static final FieldTable LOCAL_FLEET =
      FieldTable.of(
          Field.integer("devices", 10, 1, 99, "agents on this machine"),
          Field.textMap("faults", "drills: device id to health or answers"));

  private static final FieldTable DEPLOYMENT =
      FieldTable.of(
          Field.choice("strategy", "canary", List.of("canary"), "how a release spreads"),
          Field.integer("canary_percentage", 10, 1, 100, "the share of targets that comes first")
              .in("%"),
          Field.seconds(
              "rollout_duration",
              Duration.ofSeconds(5),
              0,
              604_800,
              "how long each wave is watched before it is judged"),
          Field.integer(
              "min_inferences", 200, 1, 1_000_000, "replayed rows a device for a judgement"));

  private static final FieldTable VALIDATION =
      FieldTable.of(
          Field.seconds(
              "health_check_interval",
              Duration.ofSeconds(1),
              0.01,
              86_400,
              "between two probes of a device"),
          Field.integer("max_retries", 3, 0, 100, "of a failed health check"),
          Field.number("success_rate", 0.99, 0, 1, "replayed rows that must be answered")
              .in("ratio")
              .limit(),
          Field.number(
                  "golden_accuracy", 0.99, 0, 1, "answers that must agree with the shipped file's")
              .in("ratio")
              .limit(),
          Field.number("p95_latency_ms", 250.0, 0.001, 600_000, "of the model on the device")
              .in("ms")
              .limit(),
          Allowance.field(DeploymentValidator.MEASURED));

  /** The section's fields. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.section("packaging", PACKAGING, "what is shipped"),
          Field.sections("targets", TARGET, "devices; without any, the local fleet"),
          Field.text("keys", null, "folder with keys of your own, for devices elsewhere"),
          Field.section("local_fleet", LOCAL_FLEET, "device agents on this machine"),
          Field.section("deployment", DEPLOYMENT, "how a release spreads"),
          Field.section("validation", VALIDATION, "what a device has to reach"));

  /** Copies the targets. */
  public DeployConfig {
    targets = List.copyOf(targets);
  }

  /**
   * What is shipped.
   *
   * @param validDays how long devices install a release, in days
   * @param goldenRows validation rows that devices check themselves with
   * @param confidenceThreshold answers below it are not accepted as such, in [0, 1]
   */
  public record Packaging(
      Format format, boolean compress, int validDays, int goldenRows, double confidenceThreshold) {}

  /** Reads the section; problems are collected. */
  public static DeployConfig from(Section section, Problems problems) {
    Section packaging = section.section("packaging");
    if (!packaging.flag("sign")) {
      packaging.refuse(problems, "sign", "must be true: every device refuses an unsigned bundle");
    }
    Optional<String> keys = section.optionalText("keys");
    List<DeploymentTarget> targets = targets(section, keys.isPresent(), problems);
    return new DeployConfig(
        packaging(packaging),
        targets,
        keys.map(Path::of).orElse(null),
        localFleet(section.section("local_fleet"), targets, problems),
        plan(section),
        limits(section.section("validation")));
  }

  /** The defaults. */
  public static DeployConfig defaults() {
    return from(FIELDS.defaults(), new Problems());
  }

  /** What the deployed bundle and the way it spreads depend on, as canonical text. */
  public String fingerprint() {
    return Json.text(Map.of("packaging", packaging, "rollout", rollout));
  }

  private static Packaging packaging(Section section) {
    return new Packaging(
        Format.valueOf(section.text("format").toUpperCase(Locale.ROOT)),
        section.flag("compress"),
        section.integer("valid_days"),
        section.integer("golden_rows"),
        section.number("confidence_threshold"));
  }

  private static RolloutPlan plan(Section section) {
    Section deployment = section.section("deployment");
    Section validation = section.section("validation");
    return new RolloutPlan(
        deployment.integer("canary_percentage"),
        deployment.duration("rollout_duration"),
        deployment.integer("min_inferences"),
        validation.duration("health_check_interval"),
        validation.integer("max_retries"));
  }

  private static ValidationConfig limits(Section validation) {
    return new ValidationConfig(
        validation.number("success_rate"),
        validation.number("golden_accuracy"),
        validation.number("p95_latency_ms"),
        Allowance.from(validation));
  }

  private static List<DeploymentTarget> targets(
      Section section, boolean ownKeys, Problems problems) {
    List<DeploymentTarget> targets = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section each : section.sections("targets")) {
      target(each, problems)
          .ifPresent(
              target -> {
                if (!ids.add(target.id())) {
                  each.refuse(problems, "id", "two targets are named " + target.id());
                }
                if (!ownKeys && !isLoopback(target.uri())) {
                  each.refuse(
                      problems,
                      "uri",
                      "is not on this machine, and development keys are good for loopback alone;"
                          + " set edge_deployment.keys to a folder with keys of your own");
                }
                targets.add(target);
              });
    }
    return targets;
  }

  private static Optional<DeploymentTarget> target(Section section, Problems problems) {
    Optional<String> id = section.optionalText("id");
    Optional<String> uri = section.optionalText("uri");
    if (id.isEmpty() || uri.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(uri.get());
      if (address.getHost() == null) {
        section.refuse(problems, "uri", "must be like https://host:8443, found " + uri.get());
        return Optional.empty();
      }
      return Optional.of(new DeploymentTarget(id.get(), address));
    } catch (IllegalArgumentException e) {
      section.refuse(problems, "uri", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean isLoopback(URI uri) {
    String host = uri.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  private static LocalFleet.Config localFleet(
      Section section, List<DeploymentTarget> targets, Problems problems) {
    int devices = section.integer("devices");
    List<String> ids = IntStream.rangeClosed(1, devices).mapToObj(AgentDevices::id).toList();
    Map<String, Fault> faults = new TreeMap<>();
    section
        .textMap("faults")
        .forEach(
            (id, word) -> {
              Optional<Fault> fault = Fault.of(word);
              if (!ids.contains(id)) {
                section.refuse(
                    problems, "faults", "no device " + id + Problems.didYouMean(id, ids));
              } else if (fault.isEmpty()) {
                section.refuse(
                    problems, "faults", "\"" + word + "\" is not available; health, answers");
              } else {
                faults.put(id, fault.get());
              }
            });
    if (!targets.isEmpty() && !faults.isEmpty()) {
      section.refuse(problems, "faults", "targets are given, so there is no local fleet");
    }
    return new LocalFleet.Config(devices, faults);
  }
}
