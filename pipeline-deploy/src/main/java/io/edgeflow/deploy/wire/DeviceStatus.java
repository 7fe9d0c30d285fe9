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
 * @param standing null from agents of before there was one
 */
public record DeviceStatus(
    String deviceId,
    @Nullable Loaded active,
    long previousVersion,
    long stagedVersion,
    long highestVersion,
    List<Format> formats,
    @NoneWhenAbsent Optional<String> errorCode,
    String errorDetail,
    @Nullable Standing standing) {
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

  /**
   * How the device stands to its manager.
   *
   * @param judged whether the active release was judged good; true without one
   * @param sequence the number of the last command that it took; 0 when it took none
   */
  public record Standing(boolean judged, long sequence) {}

  /** The active version; 0 when there is none. */
  public long activeVersion() {
    return active == null ? 0 : active.version();
  }

  /** Whether the active release is known to be judged good. */
  public boolean judged() {
    return standing != null && standing.judged();
  }

  /** The number of the last command that the device took. */
  public long sequence() {
    return standing == null ? 0 : standing.sequence();
  }

  /** What a rollback of a release that is activated next leads to; 0 when to no model. */
  public long goodVersion() {
    return judged() ? activeVersion() : previousVersion;
  }

  /** Whether this very bundle is active, under whatever version. */
  public boolean runs(String bundleSha256) {
    return active != null && active.bundleSha256().equals(bundleSha256);
  }
}
