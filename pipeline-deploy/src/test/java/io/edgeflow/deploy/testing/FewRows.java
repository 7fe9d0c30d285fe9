package io.edgeflow.deploy.testing;

import io.edgeflow.core.config.Problems;
import io.edgeflow.deploy.DeployConfig;
import java.util.Map;
import java.util.TreeMap;

/** Deployments that are judged by the few rows of {@link TinyModels}. */
public final class FewRows {
  private static final Map<String, Object> VALIDATION =
      Map.of("golden_accuracy", 0.9, "p95_ratio", 1000);

  private FewRows() {}

  /** A configuration with some keys of {@code edge_deployment.deployment}. */
  public static DeployConfig config(Map<String, Object> deployment) {
    return config(Map.of(), deployment);
  }

  /** A configuration with some keys of {@code edge_deployment}, too. */
  public static DeployConfig config(Map<String, Object> keys, Map<String, Object> deployment) {
    Map<String, Object> rollout = new TreeMap<>(deployment);
    rollout.putIfAbsent("min_inferences", TinyModels.VALIDATION_ROWS);
    Map<String, Object> all = new TreeMap<>(keys);
    all.put("deployment", rollout);
    all.put("validation", VALIDATION);
    Problems problems = new Problems();
    DeployConfig config =
        DeployConfig.from(
            DeployConfig.FIELDS.read(Nodes.of(all), "edge_deployment", problems), problems);
    problems.throwIfAny();
    return config;
  }
}
