package io.edgeflow.data.quality;

import io.edgeflow.core.artifact.Artifact;

/**
 * What validation left. The valid rows are those without a reason in the SQL table {@code judged
 * (source, record, class, reason)}.
 *
 * @param valid rows without a reason
 * @param quarantined rows in {@code quarantine}
 * @param quarantine JSON lines: {@code source, record, reason, raw}
 */
public record ValidRows(long valid, long quarantined, Artifact quarantine) {}
