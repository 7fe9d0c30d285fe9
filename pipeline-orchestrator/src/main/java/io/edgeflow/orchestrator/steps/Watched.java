package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.monitor.EdgeMonitoringSystem;
import io.edgeflow.monitor.MonitoringResult;
import io.edgeflow.orchestrator.serve.ActiveRelease;
import java.util.Map;

/**
 * What the monitoring stage came to.
 *
 * @param counted the fleet's histograms over the watch, by feature summary
 */
record Watched(
    EdgeMonitoringSystem stage,
    MonitoringResult result,
    Map<String, Histogram> counted,
    ActiveRelease release) {}
