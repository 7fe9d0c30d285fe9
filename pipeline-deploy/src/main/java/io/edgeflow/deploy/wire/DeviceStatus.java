package io.edgeflow.deploy.wire;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.json.NoneWhenAbsent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device runs and keeps.
 *
 * @param active what is loaded and answering; null when nothing is
 * @param previousVersion what a rollback leads to; 0 when it leads to no model
 * @param stagedVersion what an activation would switch to; 0 when none is staged
 * @param highestVersion the highest version that ever passed its health check here; 0 when none did
 * @param formats the model formats that it runs
 * @param errorCode the last refusal's name; empty when there is none
 * @param errorDetail what was found, empty when there is no error
 */
public record DeviceStatus(
    String deviceId,
    @Nullable Loaded active,
    long previousVersion,
    long stagedVersion,
    long highestVersion,
    List<Format> formats,
    @NoneWhenAbsent Optional<String> errorCode,
    String errorDetail) {
  /** Copies the formats. */
  public DeviceStatus {
    Objects.requireNonNull(deviceId, "device_id");
    Objects.requireNonNull(errorCode, "error_code");
    formats = List.copyOf(formats);
  }

  /** A release that is loaded and answering. */
  public record Loaded(long version, String modelSha256, String bundleSha256) {
    /** Checks that the digests are there. */
    public Loaded {
      Objects.requireNonNull(modelSha256, "model_sha256");
      Objects.requireNonNull(bundleSha256, "bundle_sha256");
    }
  }

  /** The active version; 0 when there is none. */
  public long activeVersion() {
    return active == null ? 0 : active.version();
  }

  /** Whether this very bundle is active, under whatever version. */
  public boolean runs(String bundleSha256) {
    return active != null && active.bundleSha256().equals(bundleSha256);
  }
}
