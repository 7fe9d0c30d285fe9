package io.edgeflow.core.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who reports, when, and what it runs.
 *
 * @param at by the device's clock
 * @param modelHash SHA-256 of the model file that is loaded and answering; null when none is
 * @param configVersion the release version that is active; 0 when none is
 */
public record ReportIdentity(
    String deviceId, Instant at, @Nullable String modelHash, long configVersion) {}
