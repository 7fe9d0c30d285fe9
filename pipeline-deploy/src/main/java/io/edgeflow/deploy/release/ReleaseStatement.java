package io.edgeflow.deploy.release;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.json.PersistedForm;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a release promises; its exact bytes are signed.
 *
 * @param schema 2; 1 of those before there was {@code meantFor}
 * @param version the release counter, from 1; a device never goes back by itself
 * @param bundleSha256 of the whole archive
 * @param bundleBytes of the whole archive
 * @param manifestSha256 of the bundle's manifest, which has the digest of every other file
 * @param modelSha256 of the model file
 * @param minRuntime the oldest runtime that runs the model, for example {@code 2.14.0}
 * @param expiresAt devices refuse to install it from then on
 * @param developmentOnly whether it was signed with a development key
 * @param meantFor the devices that may run it; null for all
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
    boolean developmentOnly,
    @Nullable MeantFor meantFor) {
  /** The form that this code writes and reads. */
  public static final int SCHEMA = 2;

  /** A device that knows more than its manager, or less, ignores the rest: it is signed. */
  public static final PersistedForm<ReleaseStatement> FORM =
      PersistedForm.tolerant("release statement", ReleaseStatement.class, SCHEMA).withKey("schema");

  /** Checks the form. */
  public ReleaseStatement {
    if (schema < 1 || schema > SCHEMA || version < 1 || bundleBytes < 1) {
      throw new IllegalArgumentException(
          "Schema " + schema + ", version " + version + ", bytes " + bundleBytes);
    }
    Objects.requireNonNull(bundleSha256, "bundle_sha256");
    Objects.requireNonNull(manifestSha256, "manifest_sha256");
    Objects.requireNonNull(modelSha256, "model_sha256");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(precision, "precision");
    if (!minRuntime.matches("\\d{1,6}(\\.\\d{1,6}){1,3}")) {
      throw new IllegalArgumentException("min_runtime is no version: " + minRuntime);
    }
    Objects.requireNonNull(issuedAt, "issued_at");
    Objects.requireNonNull(expiresAt, "expires_at");
  }

  /**
   * The devices that may run a release.
   *
   * @param product the one product that it is for; null for any
   * @param hardware for example {@code linux-amd64}; empty for any
   */
  public record MeantFor(@Nullable String product, List<String> hardware) {
    /** Copies the list. */
    public MeantFor {
      hardware = List.copyOf(hardware);
    }
  }
}
