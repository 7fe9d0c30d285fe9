package io.edgeflow.deploy.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.bundle.BundleContent;
import io.edgeflow.deploy.bundle.GoldenSet;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProbeTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Releases releases;
  private Path staging;

  @BeforeEach
  void make_folders() throws IOException {
    releases = new Releases(folder.resolve("workspace"), Clock.systemUTC());
    staging = Files.createDirectory(folder.resolve("staging"));
  }

  @Test
  void a_good_model_gets_a_report() throws Exception {
    Release release = releases.release(Format.ONNX, 1);
    unpack(release);

    ProbeReport report = new ChildProbe(PATIENT).probe(staging);

    assertThat(report.runtime()).startsWith("ONNX Runtime 1.");
    assertThat(report.golden().rows()).isEqualTo(32);
    assertThat(report.golden().passes()).isTrue();
  }

  @Test
  void a_file_that_no_runtime_takes_fails_the_probe_and_nothing_else() throws Exception {
    byte[] garbage = {0, 1, 2, 3, 4, 5, 6, 7};
    pack(garbage);

    assertThatThrownBy(() -> new ChildProbe(PATIENT).probe(staging))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("probe_failed: exit code 1: ")
        .hasMessageNotContaining("\tat ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_crash_of_the_child_is_survived() {
    ChildProbe probe = new ChildProbe(Crash.class.getName(), PATIENT);

    assertThatThrownBy(() -> probe.probe(staging))
        .hasMessageContaining("probe_failed: exit code 134");
  }

  @Test
  void a_child_that_hangs_is_ended() {
    ChildProbe probe = new ChildProbe(Hang.class.getName(), Duration.ofMillis(300));

    assertThatThrownBy(() -> probe.probe(staging))
        .hasMessageContaining("probe_failed: no answer within");
  }

  /** Ends as a crash in native code does. */
  static final class Crash {
    public static void main(String[] arguments) {
      Runtime.getRuntime().halt(134);
    }
  }

  /** Reads what nobody writes. */
  static final class Hang {
    public static void main(String[] arguments) throws IOException {
      System.in.read();
    }
  }

  private void unpack(Release release) throws RefusedException, IOException {
    ReleaseStatement statement = release.signed().verify(releases.keys().releaseKey());
    Bundle.unpack(release.bundle(), statement, staging, Long.MAX_VALUE);
    release.signed().write(staging);
  }

  private void pack(byte[] model) throws IOException, RefusedException {
    var packaged = releases.pack(Format.TFLITE, 1);
    GoldenSet golden =
        new GoldenSet(
            Tensor.of(new int[] {1, 16}, TinyModels.row(1)),
            Tensor.of(new int[] {1, 3}, new float[3]),
            null,
            1);
    BundleContent content =
        new BundleContent(model, packaged.inference(), golden, packaged.baseline(), "");
    byte[] archive = content.archive(true);
    ReleaseStatement good = releases.release(1).signed().verify(releases.keys().releaseKey());
    ReleaseStatement bad =
        new ReleaseStatement(
            1,
            2,
            io.edgeflow.core.artifact.Sha256.of(archive),
            archive.length,
            content.manifestSha256(),
            content.modelSha256(),
            good.format(),
            good.precision(),
            good.minRuntime(),
            good.issuedAt(),
            good.expiresAt(),
            true,
            null);
    Path file = Files.write(folder.resolve("bad.zip"), archive);
    Bundle.unpack(file, bad, staging, Long.MAX_VALUE);
    SignedStatement.sign(bad, releases.keys().signer()).write(staging);
  }
}
