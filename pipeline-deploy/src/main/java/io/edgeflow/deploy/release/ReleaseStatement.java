package io.edgeflow.deploy.release;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.json.PersistedForm;
import java.time.Instant;
import java.util.Objects;

/**
 * What a release promises; its exact bytes are signed.
 *
 * @param schema 1
 * @param version the release counter, from 1; a device never goes back by itself
 * @param bundleSha256 of the whole archive
 * @param bundleBytes of the whole archive
 * @param manifestSha256 of the bundle's manifest, which has the digest of every other file
 * @param modelSha256 of the model file
 * @param minRuntime the oldest runtime that runs the model, for example {@code 2.14.0}
 * @param expiresAt devices refuse to install it from then on
 * @param developmentOnly whether it was signed with a development key
 */
public record ReleaseStatement(
    int schema,
    long version,
    String bundleSha256,
    long bundleBytes,
    String manifestSha256,
    String modelSha256,
    Format format,
    Precision precision,
    String minRuntime,
    Instant issuedAt,
    Instant expiresAt,
    boolean developmentOnly) {
  /** The form that this code writes and reads. */
  public static final int SCHEMA = 1;

  /** Signed and acted upon: what this code does not know, it refuses. */
  public static final PersistedForm<ReleaseStatement> FORM =
      PersistedForm.strict("release statement", ReleaseStatement.class, SCHEMA).withKey("schema");

  /** Checks the form. */
  public ReleaseStatement {
    if (schema != SCHEMA || version < 1 || bundleBytes < 1) {
      throw new IllegalArgumentException(
          "Schema " + schema + ", version " + version + ", bytes " + bundleBytes);
    }
    Objects.requireNonNull(bundleSha256, "bundle_sha256");
    Objects.requireNonNull(manifestSha256, "manifest_sha256");
    Objects.requireNonNull(modelSha256, "model_sha256");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(minRuntime, "min_runtime");
    Objects.requireNonNull(issuedAt, "issued_at");
    Objects.requireNonNull(expiresAt, "expires_at");
  }
}
