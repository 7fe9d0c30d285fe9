package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.DatasetManifest;

/**
 * What the monitoring stage is given.
 *
 * @param baseline the released bundle's histograms
 * @param dataset its test split is the traffic
 * @param modelHash SHA-256 of the model file that every device should have loaded
 */
public record MonitoringInput(Baseline baseline, DatasetManifest dataset, String modelHash) {}
