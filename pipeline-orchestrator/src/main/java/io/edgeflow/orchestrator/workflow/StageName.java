package io.edgeflow.orchestrator.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The five stages, in the order of the workflow. */
public enum StageName {
  /** Sources, quality, preprocessing, splits. */
  DATA_PIPELINE,
  /** Training and evaluation. */
  MODEL_TRAINING,
  /** Pruning, quantization, export. */
  MODEL_OPTIMIZATION,
  /** Packaging and rollout. */
  EDGE_DEPLOYMENT,
  /** Telemetry and drift. */
  MONITORING;

  /** The name in run.json and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage of a name. */
  public static Optional<StageName> of(String id) {
    return Arrays.stream(values()).filter(stage -> stage.id().equals(id)).findFirst();
  }

  /** All names in order. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(StageName::id).toList();
  }
}
