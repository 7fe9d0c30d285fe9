package io.edgeflow.deploy.agent.device;

import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.probe.ProbeReport;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.deploy.agent.state.DeviceFolder;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.trust.ReleaseKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Lets a release in: signature, expiry, version, capability and space first; then every digest;
 * then a try in a child process. Whatever fails leaves no trace but the refusal.
 */
final class ReleaseAdmission {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Unpacked files beside the archive, which is deleted afterwards. */
  private static final long SPACE_FACTOR = 4;

  private static final Duration CLOCK_TOLERANCE = Duration.ofDays(2);

  private final DeviceFolder folder;
  private final ReleaseKey key;
  private final AgentConfig config;

  ReleaseAdmission(DeviceFolder folder, ReleaseKey key, AgentConfig config) {
    this.folder = folder;
    this.key = key;
    this.config = config;
  }

  /** The statement, if the device would take its release. */
  ReleaseStatement admit(SignedStatement signed, AgentState state) throws RefusedException {
    ReleaseStatement statement = signed.verify(key);
    requireValid(statement);
    requireMeant(statement);
    if (!config.formats().contains(statement.format())) {
      throw new RefusedException(
          Refusal.UNSUPPORTED_FORMAT,
          statement.format() + " is none of this device's " + config.formats());
    }
    requireNewer(statement, state);
    if (statement.bundleBytes() > config.maxBundleBytes()) {
      throw new RefusedException(
          Refusal.TOO_LARGE,
          statement.bundleBytes() + " bytes, at most " + config.maxBundleBytes());
    }
    long needed = statement.bundleBytes() * SPACE_FACTOR + config.minFreeBytes();
    long free = freeBytes();
    if (free < needed) {
      throw new RefusedException(
          Refusal.INSUFFICIENT_SPACE, free + " bytes free, " + needed + " needed");
    }
    return statement;
  }

  /** Clocks of devices may be a day off, and then be corrected. */
  private void requireMeant(ReleaseStatement statement) throws RefusedException {
    Instant now = config.clock().instant();
    if (statement.issuedAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new RefusedException(
          Refusal.NOT_YET_VALID,
          "issued at %s, it is %s; set the device's clock".formatted(statement.issuedAt(), now));
    }
    ReleaseStatement.MeantFor meant = statement.meantFor();
    String product = meant == null ? null : meant.product();
    if (!Objects.equals(product, config.product())
        && (product == null || config.product() != null)) {
      throw new RefusedException(
          Refusal.WRONG_PRODUCT,
          "for product " + product + ", this device belongs to " + config.product());
    }
    if (meant != null
        && !meant.hardware().isEmpty()
        && !meant.hardware().contains(config.hardware())) {
      throw new RefusedException(
          Refusal.WRONG_HARDWARE,
          "for " + meant.hardware() + ", this device is " + config.hardware());
    }
  }

  /** Refuses a statement whose time is over. */
  void requireValid(ReleaseStatement statement) throws RefusedException {
    Instant now = config.clock().instant();
    if (!now.isBefore(statement.expiresAt())) {
      throw new RefusedException(
          Refusal.EXPIRED, "since " + statement.expiresAt() + ", it is " + now);
    }
  }

  /** Receives, verifies and tries the archive in the staging folder. */
  void receive(SignedStatement signed, ReleaseStatement statement, InputStream archive)
      throws RefusedException, InterruptedException {
    try {
      receiveInto(folder.newStaging(), signed, statement, archive);
    } catch (IOException e) {
      throw DeviceMemory.storageFailed(e);
    }
  }

  private void receiveInto(
      Path staging, SignedStatement signed, ReleaseStatement statement, InputStream archive)
      throws RefusedException, IOException, InterruptedException {
    Path upload = staging.resolve(Bundle.UPLOAD);
    copy(archive, upload, statement.bundleBytes());
    long room = freeBytes() - config.minFreeBytes();
    Bundle bundle = Bundle.unpack(upload, statement, staging, room);
    bundle.baseline();
    if (bundle.inference().format() != statement.format()) {
      throw new RefusedException(
          Refusal.BUNDLE_INVALID, "the statement names another format than the bundle");
    }
    Files.delete(upload);
    signed.write(staging);
    ProbeReport report = config.prober().probe(staging);
    if (!report.golden().passes()) {
      throw new RefusedException(
          Refusal.GOLDEN_MISMATCH,
          "answers differ by up to %s, tolerance %s"
              .formatted(report.golden().maxDifference(), report.golden().tolerance()));
    }
    if (!RuntimeVersion.isAtLeast(report.runtime(), statement.minRuntime())) {
      throw new RefusedException(
          Refusal.RUNTIME_TOO_OLD, report.runtime() + ", needs " + statement.minRuntime());
    }
  }

  private long freeBytes() throws RefusedException {
    try {
      return folder.freeBytes();
    } catch (IOException e) {
      throw DeviceMemory.storageFailed(e);
    }
  }

  /** A version that failed elsewhere and was left may come again; an older one may not. */
  private static void requireNewer(ReleaseStatement statement, AgentState state)
      throws RefusedException {
    boolean same =
        statement.version() == state.highestVersion()
            && statement.bundleSha256().equals(state.highestBundle());
    if (statement.version() <= state.highestVersion() && !same) {
      throw new RefusedException(
          Refusal.VERSION_NOT_NEWER,
          "version " + statement.version() + ", this device ran " + state.highestVersion());
    }
  }

  private static void copy(InputStream in, Path file, long maxBytes)
      throws IOException, RefusedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long received = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received += n;
        if (received > maxBytes) {
          throw new RefusedException(
              Refusal.HASH_MISMATCH,
              "the archive is larger than the " + maxBytes + " signed bytes");
        }
        out.write(buffer, 0, n);
      }
    }
  }
}
