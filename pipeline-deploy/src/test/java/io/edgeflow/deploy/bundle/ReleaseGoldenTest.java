package io.edgeflow.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyTask;
import io.edgeflow.deploy.trust.FixedKey;
import io.edgeflow.deploy.trust.ReleaseKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A release by version: the bundle, its statement and the signature. */
class ReleaseGoldenTest {
  private static final String BUNDLE = "bundle.v1.zip";
  private static final String BUNDLE_V3 = "bundle.v3.zip";
  private static final String STATEMENT = "release-manifest.v1.json";
  private static final String SIGNATURE = "release-manifest.v1.sig";
  private static final int NPY_HEADER = 128;
  private static final ReleaseKey KEY = ReleaseKey.read(GoldenFile.path("release.pub"));

  @TempDir private Path folder;

  /**
   * All but the list of libraries, which goes with the build, the model, whose bytes are the
   * writer's and golden there, the last bits of what float kernels answered, which go with the
   * processor, and the digests of these files.
   */
  @Test
  void the_bundle_of_version_3_is_written_to_the_byte() throws IOException {
    Releases releases = new Releases(folder, Clock.systemUTC());
    byte[] archive = releases.pack(Format.TFLITE, 1).content().archive(true);
    if (!Files.exists(GoldenFile.path(BUNDLE_V3)) && "write".equals(System.getProperty("golden"))) {
      Files.write(GoldenFile.path(BUNDLE_V3), archive);
    }
    Map<String, byte[]> made = files(archive);
    Map<String, byte[]> golden = files(GoldenFile.bytes(BUNDLE_V3));

    assertThat(made.keySet()).isEqualTo(golden.keySet());
    made.forEach(
        (name, bytes) ->
            assertThat(stable(name, bytes)).as(name).isEqualTo(stable(name, golden.get(name))));
  }

  @Test
  void the_baseline_of_version_2_reads_without_a_quality_and_that_of_version_3_with_it()
      throws IOException {
    Baseline old = baseline("bundle.v2.zip");
    Baseline now = baseline(BUNDLE_V3);

    assertThat(old.quality()).isNull();
    assertThat(old.histograms().keySet())
        .containsExactly("confidence", "image_contrast", "image_mean", "predicted_score");
    assertThat(now.quality()).isEqualTo(Metric.ratio("accuracy", 0.5, 0));
    assertThat(now.histograms().keySet())
        .containsExactly("confidence_logit", "image_contrast", "image_mean", "predicted_score");
  }

  private static Baseline baseline(String bundle) throws IOException {
    byte[] text = files(GoldenFile.bytes(bundle)).get("baseline.json");
    return Bundle.BASELINE_FORM.read(text, bundle);
  }

  private static String stable(String name, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return switch (name) {
      case "sbom.json" -> text.substring(0, text.indexOf("components"));
      case "baseline.json" -> text.replaceAll("-?\\d+\\.\\d+(E-?\\d+)?", "#");
      case "model.fp32.tflite" -> "";
      case "golden_answers.npy" -> text.substring(0, NPY_HEADER) + text.length();
      case "manifest.json" ->
          text.replaceAll(
              "((sbom|baseline)\\.json|model\\.fp32\\.tflite|golden_answers\\.npy)\"[^}]*}", "}");
      default -> text;
    };
  }

  @Test
  void the_statement_of_version_1_is_signed_to_the_byte() throws Exception {
    SignedStatement signed = SignedStatement.sign(statement(), FixedKey.signer());

    GoldenFile.assertWritten(STATEMENT, signed.bytes());
    GoldenFile.assertWritten(SIGNATURE, signed.signature());
  }

  @Test
  void the_statement_of_version_2_is_written_to_the_byte_and_says_whom_it_is_meant_for()
      throws Exception {
    ReleaseStatement old = statement();
    ReleaseStatement statement =
        new ReleaseStatement(
            ReleaseStatement.SCHEMA,
            old.version(),
            old.bundleSha256(),
            old.bundleBytes(),
            old.manifestSha256(),
            old.modelSha256(),
            old.format(),
            old.precision(),
            old.minRuntime(),
            old.issuedAt(),
            old.expiresAt(),
            true,
            new ReleaseStatement.MeantFor("doorbell", List.of("linux-aarch64")));
    SignedStatement signed = SignedStatement.sign(statement, FixedKey.signer());

    GoldenFile.assertWritten("release-manifest.v2.json", signed.bytes());
    assertThat(signed.verify(KEY)).isEqualTo(statement);
  }

  @Test
  void the_release_of_version_1_is_verified_unpacked_and_answers() throws Exception {
    SignedStatement signed =
        new SignedStatement(GoldenFile.bytes(STATEMENT), GoldenFile.bytes(SIGNATURE));

    ReleaseStatement statement = signed.verify(KEY);
    Bundle bundle = Bundle.unpack(GoldenFile.path(BUNDLE), statement, folder, Long.MAX_VALUE);

    assertThat(statement).isEqualTo(statement());
    assertThat(bundle.inference().model()).isEqualTo("model.fp32.tflite");
    assertThat(bundle.inference().format()).isEqualTo(Format.TFLITE);
    assertThat(bundle.inference().precision()).isEqualTo(Precision.FP32);
    assertThat(bundle.inference().target()).isEqualTo(TinyTask.CLASSES.target());
    assertThat(bundle.inference().input()).isEqualTo(TinyTask.CLASSES.input());
    assertThat(bundle.inference().preprocessing().prepare())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("ImputeMean", "MinMax", "Resize");
    assertThat(bundle.inference().thresholds()).isEqualTo(Thresholds.NONE);
    assertThat(bundle.golden().truths())
        .isEqualTo(Tensor.of(new int[] {32}, IntStream.range(0, 32).map(i -> i % 3).toArray()));
    assertThat(bundle.baseline().histograms().keySet())
        .containsExactly("confidence", "image_contrast", "image_mean", "predicted_score");
    try (LoadedModel model = LoadedModel.open(bundle.model(), bundle.inference())) {
      GoldenCheck check = GoldenCheck.run(model, bundle.golden());
      assertThat(check.passes()).isTrue();
      assertThat(check.maxDifference()).isCloseTo(0, within(1e-3));
    }
  }

  @Test
  void a_signed_statement_of_a_newer_version_is_refused_by_name() throws Exception {
    String newer = GoldenFile.text(STATEMENT).replace("\"schema\" : 1", "\"schema\" : 3");

    assertThatThrownBy(() -> signed(newer).verify(KEY))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("bundle_invalid")
        .hasMessageContaining("Unknown version of the release statement")
        .hasMessageContaining("found: schema 3")
        .hasMessageContaining("limit: versions 1 to 2")
        .hasMessageContaining("remedy: ");
  }

  @Test
  void what_a_newer_manager_adds_to_a_signed_statement_is_ignored() throws Exception {
    String later = GoldenFile.withUnknownField(GoldenFile.text(STATEMENT));

    assertThat(signed(later).verify(KEY)).isEqualTo(statement());
  }

  @Test
  void a_statement_without_its_schema_is_refused() throws Exception {
    String without = GoldenFile.text(STATEMENT).replaceFirst("\"schema\" : 1,", "");

    assertThatThrownBy(() -> signed(without).verify(KEY)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "manifest.json, bundle manifest",
    "inference.json, inference configuration",
    "baseline.json, baseline",
    "golden.json, golden set",
  })
  void a_document_of_the_bundle_of_a_newer_version_is_refused_by_name(String name, String form)
      throws Exception {
    String text = new String(files(GoldenFile.bytes(BUNDLE)).get(name), StandardCharsets.UTF_8);
    String newer =
        text.contains("\"schema\" : 1")
            ? text.replace("\"schema\" : 1", "\"schema\" : 2")
            : text.replaceFirst("\\{", "{\"format_version\":4,");

    assertThatThrownBy(() -> open(name, newer))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("bundle_invalid: " + name)
        .hasMessageContaining("Unknown version of the " + form)
        .hasMessageContaining("limit: version");
    assertThatThrownBy(() -> open(name, GoldenFile.withUnknownField(text)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("from_the_future");
  }

  /** Opens the bundle with one document replaced, every digest as it should be. */
  private void open(String name, String text) throws IOException, RefusedException {
    Map<String, byte[]> files = files(GoldenFile.bytes(BUNDLE));
    String manifest = new String(files.get("manifest.json"), StandardCharsets.UTF_8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    files.put(
        "manifest.json",
        manifest
            .replace(Sha256.of(files.get(name)), Sha256.of(bytes))
            .getBytes(StandardCharsets.UTF_8));
    files.put(name, bytes);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    Bundle bundle = Bundle.open(folder, statement(GoldenFile.bytes(BUNDLE), files));
    bundle.baseline();
    bundle.golden();
  }

  private static SignedStatement signed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new SignedStatement(bytes, FixedKey.signer().sign(bytes));
  }

  private static ReleaseStatement statement() throws IOException {
    byte[] bundle = GoldenFile.bytes(BUNDLE);
    return statement(bundle, files(bundle));
  }

  private static ReleaseStatement statement(byte[] bundle, Map<String, byte[]> files) {
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
        true,
        null);
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
