package io.edgeflow.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.deploy.bundle.InferenceConfig.PostProcessing;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.testing.GoldenFile;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.FixedKey;
import io.edgeflow.deploy.trust.ReleaseKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release, bundle and signed statement, as the first version wrote it. */
class ReleaseGoldenTest {
  private static final String BUNDLE = "bundle.v1.zip";
  private static final String STATEMENT = "release-manifest.v1.json";
  private static final String SIGNATURE = "release-manifest.v1.sig";
  private static final ReleaseKey KEY = ReleaseKey.read(GoldenFile.path("release.pub"));

  @TempDir private Path folder;

  @Test
  void the_bundle_of_version_1_is_there() throws IOException {
    Releases releases = new Releases(folder, Clock.systemUTC());
    byte[] made = releases.pack(Format.TFLITE, 1).content().archive(true);

    if (!Files.exists(GoldenFile.path(BUNDLE))) {
      GoldenFile.assertWritten(BUNDLE, made);
    }
    assertThat(files(GoldenFile.bytes(BUNDLE)).keySet()).isEqualTo(files(made).keySet());
  }

  @Test
  void the_statement_of_version_1_is_signed_to_the_byte() throws Exception {
    SignedStatement signed = SignedStatement.sign(statement(), FixedKey.signer());

    GoldenFile.assertWritten(STATEMENT, signed.bytes());
    GoldenFile.assertWritten(SIGNATURE, signed.signature());
  }

  @Test
  void the_release_of_version_1_is_verified_unpacked_and_answers() throws Exception {
    SignedStatement signed =
        new SignedStatement(GoldenFile.bytes(STATEMENT), GoldenFile.bytes(SIGNATURE));

    ReleaseStatement statement = signed.verify(KEY);
    Bundle bundle = Bundle.unpack(GoldenFile.path(BUNDLE), statement, folder);

    assertThat(statement).isEqualTo(statement());
    assertThat(bundle.inference().model()).isEqualTo("model.fp32.tflite");
    assertThat(bundle.inference().format()).isEqualTo(Format.TFLITE);
    assertThat(bundle.inference().precision()).isEqualTo(Precision.FP32);
    assertThat(bundle.inference().labels()).isEqualTo(TinyModels.LABELS);
    assertThat(bundle.inference().preprocessing()).isEqualTo(TinyModels.preprocessing());
    assertThat(bundle.inference().postProcessing()).isEqualTo(PostProcessing.SOFTMAX);
    assertThat(bundle.inference().thresholds().confidence()).isZero();
    assertThat(bundle.baseline().histograms().keySet())
        .containsExactly("confidence", "image_contrast", "image_mean", "predicted_score");
    try (LoadedModel model = LoadedModel.open(bundle.model(), bundle.inference())) {
      GoldenCheck check = GoldenCheck.run(model, bundle.golden());
      assertThat(check.passes()).isTrue();
      assertThat(check.maxDifference()).isCloseTo(0, within(1e-3));
    }
  }

  private static ReleaseStatement statement() throws IOException {
    byte[] bundle = GoldenFile.bytes(BUNDLE);
    Map<String, byte[]> files = files(bundle);
    return new ReleaseStatement(
        1,
        7,
        Sha256.of(bundle),
        bundle.length,
        Sha256.of(files.get("manifest.json")),
        Sha256.of(files.get("model.fp32.tflite")),
        Format.TFLITE,
        Precision.FP32,
        "2.14.0",
        Instant.parse("2026-11-21T19:45:00Z"),
        Instant.parse("2126-11-21T19:45:00Z"),
        true);
  }

  private static Map<String, byte[]> files(byte[] archive) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }
}
