package io.edgeflow.data.quality;

import io.edgeflow.core.artifact.Artifact;

/**
 * What validation left.
 *
 * @param valid rows in {@code rows}
 * @param quarantined rows in {@code quarantine}
 * @param rows Parquet: {@code source, record, label} (a class number), {@code twin} (equal for rows
 *     with equal features) and {@code v} (features as float, null where missing), in the order of
 *     collection
 * @param quarantine JSON lines: {@code source, record, reason, raw}
 */
public record ValidRows(long valid, long quarantined, Artifact rows, Artifact quarantine) {}
