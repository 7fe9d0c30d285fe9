package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.sample.Target;

/**
 * What the monitoring stage is given.
 *
 * @param baseline the released bundle's histograms
 * @param target what the released model's answers are
 * @param dataset its test split is the traffic
 * @param modelSha256 of the model file that every device should have loaded
 */
public record MonitoringInput(
    Baseline baseline, Target target, DatasetManifest dataset, String modelSha256) {}
