package io.edgeflow.deploy.release;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A release on disk: {@code bundle.zip}, {@code release_manifest.json} and {@code
 * release_manifest.sig}. OpenSSL verifies it, too: {@code openssl dgst -sha256 -verify release.pub
 * -signature release_manifest.sig release_manifest.json}.
 *
 * @param folder {@code releases/<version>}
 */
public record Release(Path folder) {
  static final String BUNDLE = "bundle.zip";
  static final String STATEMENT = "release_manifest.json";
  static final String SIGNATURE = "release_manifest.sig";

  /** The archive. */
  public Path bundle() {
    return folder.resolve(BUNDLE);
  }

  /**
   * The statement with its signature, as read.
   *
   * @throws PipelineException if a file is missing
   */
  public SignedStatement signed() {
    try {
      return new SignedStatement(
          Files.readAllBytes(folder.resolve(STATEMENT)),
          Files.readAllBytes(folder.resolve(SIGNATURE)));
    } catch (IOException e) {
      throw PipelineException.failed("Not a release folder")
          .found(e)
          .limit(BUNDLE + ", " + STATEMENT + " and " + SIGNATURE)
          .where(folder)
          .remedy("give a folder such as .edgeflow/releases/1")
          .cause(e)
          .build();
    }
  }
}
