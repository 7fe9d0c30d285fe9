package io.edgeflow.deploy.agent.probe;

import io.edgeflow.deploy.serving.GoldenCheck;

/** What the child process found when it tried a model. */
public record ProbeReport(String runtime, double loadTimeMs, GoldenCheck golden) {
  static final String FILE = "probe.json";
}
