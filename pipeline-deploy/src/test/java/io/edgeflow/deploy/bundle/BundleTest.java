package io.edgeflow.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.testing.TinyTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  private static final byte[] MODEL = "not a real model".getBytes(StandardCharsets.UTF_8);

  private static final GoldenSet GOLDEN =
      new GoldenSet(
          Tensor.of(new int[] {1, 2}, new float[] {1, Float.NaN}),
          Tensor.of(new int[] {1, 3}, new float[] {0.5f, -2, 3}),
          Tensor.of(new int[] {1}, new int[] {2}),
          0.001);

  @TempDir private Path folder;
  private Path target;

  @BeforeEach
  void make_target() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_was_packed_is_unpacked(boolean compress) throws IOException, RefusedException {
    BundleContent content = content();

    Bundle bundle = unpack(content.archive(compress), content);

    assertThat(Files.readAllBytes(bundle.model())).isEqualTo(MODEL);
    assertThat(bundle.inference().target()).isEqualTo(TinyTask.CLASSES.target());
    assertThat(bundle.inference().preprocessing()).isEqualTo(TinyModels.preprocessing());
    assertThat(bundle.baseline()).isEqualTo(TinyModels.baseline());
    assertThat(bundle.golden()).isEqualTo(GOLDEN);
    assertThat(bundle.manifest().files())
        .extracting(BundleManifest.Entry::name)
        .containsExactly(
            "baseline.json",
            "golden.json",
            "golden_answers.npy",
            "golden_rows.npy",
            "golden_truths.npy",
            "inference.json",
            "model.fp32.tflite",
            "model_card.md",
            "sbom.json");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void equal_content_gives_equal_bytes_in_every_time_zone(boolean compress) {
    TimeZone before = TimeZone.getDefault();
    byte[] here = content().archive(compress);
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

      assertThat(content().archive(compress)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  /** Pins the persisted form; it changes only together with a new schema number. */
  @Test
  void the_stored_archive_has_not_changed() {
    assertThat(content().names())
        .contains(Bundle.MANIFEST, Bundle.INFERENCE, Bundle.BASELINE, "golden.json");
    assertThat(new String(content().archive(false), StandardCharsets.ISO_8859_1))
        .contains("\"schema\" : 1")
        .contains("\"format_version\" : 2")
        .contains("\"type\" : \"classes\"")
        .contains("\"tolerance\" : 0.001")
        .contains("\"specVersion\" : \"1.6\"");
  }

  @Test
  void a_changed_archive_is_refused() throws IOException {
    BundleContent content = content();
    byte[] archive = content.archive(true);
    archive[archive.length / 2] ^= 1;

    assertRefused(Refusal.HASH_MISMATCH, () -> unpack(archive, statement(content.archive(true))));
  }

  @Test
  void a_changed_file_under_an_honest_archive_digest_is_refused() throws IOException {
    BundleContent content = content();
    byte[] archive = repack(content.archive(true), "model_card.md", "another card");

    assertRefused(Refusal.HASH_MISMATCH, () -> unpack(archive, content));
  }

  @Test
  void a_changed_manifest_is_refused() throws IOException {
    BundleContent content = content();
    byte[] archive = repack(content.archive(true), Bundle.MANIFEST, "{}");

    assertRefused(Refusal.HASH_MISMATCH, () -> unpack(archive, content));
  }

  @Test
  void a_file_that_the_manifest_does_not_list_is_refused() throws IOException {
    BundleContent content = content();
    byte[] archive = repack(content.archive(true), "../outside", "x");

    assertRefused(Refusal.BUNDLE_INVALID, () -> unpack(archive, content));
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.json", "sbom.json", "model_card.md", "golden.json"})
  void a_bundle_without_one_of_its_documents_is_refused(String name) throws IOException {
    byte[] archive = without(content().archive(true), name);

    assertThatThrownBy(() -> unpack(archive, statement(archive, manifestOf(archive))))
        .hasMessage("bundle_invalid: the bundle lacks " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"upload.zip", "Probe.json", "probe.log", "manifest.json", "release_manifest.sig"})
  void a_manifest_that_lists_a_file_of_the_devices_own_is_refused(String name) {
    assertThatThrownBy(() -> new BundleManifest.Entry(name, "a".repeat(64), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void a_manifest_that_lists_a_file_twice_is_refused() {
    var file = new BundleManifest.Entry("model.onnx", "a".repeat(64), 1);

    assertThatThrownBy(() -> new BundleManifest(1, List.of(file, file)))
        .hasMessageContaining("twice");
  }

  @Test
  void files_that_do_not_fit_are_not_unpacked() throws IOException {
    byte[] archive = content().archive(true);
    Path file = Files.write(folder.resolve("bundle.zip"), archive);

    assertRefused(
        Refusal.INSUFFICIENT_SPACE, () -> Bundle.unpack(file, statement(archive), target, 1000));
    assertThat(target.resolve("model.fp32.tflite")).doesNotExist();
  }

  @Test
  void something_that_is_no_archive_is_refused() {
    byte[] archive = "no zip".getBytes(StandardCharsets.UTF_8);

    assertRefused(Refusal.BUNDLE_INVALID, () -> unpack(archive, content()));
  }

  @Test
  void a_file_changed_after_unpacking_is_refused() throws IOException, RefusedException {
    BundleContent content = content();
    byte[] archive = content.archive(true);
    Bundle bundle = unpack(archive, content);
    Files.write(bundle.model(), new byte[] {1});

    assertRefused(Refusal.HASH_MISMATCH, () -> Bundle.open(target, statement(archive)));
  }

  private static BundleContent content() {
    InferenceConfig inference =
        new InferenceConfig(
            "model.fp32.tflite",
            Format.TFLITE,
            Precision.FP32,
            TinyModels.preprocessing().output(),
            TinyModels.preprocessing(),
            TinyTask.CLASSES.target(),
            Thresholds.NONE);
    return new BundleContent(MODEL, inference, GOLDEN, TinyModels.baseline(), "# Card\n");
  }

  private Bundle unpack(byte[] archive, BundleContent content)
      throws IOException, RefusedException {
    return unpack(archive, statement(archive, content));
  }

  private Bundle unpack(byte[] archive, ReleaseStatement statement)
      throws IOException, RefusedException {
    Path file = Files.write(folder.resolve("bundle.zip"), archive);
    return Bundle.unpack(file, statement, target, Long.MAX_VALUE);
  }

  private static ReleaseStatement statement(byte[] archive) {
    return statement(archive, content());
  }

  private static ReleaseStatement statement(byte[] archive, BundleContent content) {
    return new ReleaseStatement(
        1,
        1,
        Sha256.of(archive),
        archive.length,
        content.manifestSha256(),
        content.modelSha256(),
        Format.TFLITE,
        Precision.FP32,
        "2.14.0",
        Instant.EPOCH,
        Instant.MAX,
        true,
        null);
  }

  private static ReleaseStatement statement(byte[] archive, String manifestSha256) {
    ReleaseStatement good = statement(archive);
    return new ReleaseStatement(
        1,
        1,
        Sha256.of(archive),
        archive.length,
        manifestSha256,
        good.modelSha256(),
        good.format(),
        good.precision(),
        good.minRuntime(),
        good.issuedAt(),
        good.expiresAt(),
        true,
        null);
  }

  private static String manifestOf(byte[] archive) throws IOException {
    return Sha256.of(files(archive).get(Bundle.MANIFEST));
  }

  /** The same bundle, its manifest included, as if that file had never been packed. */
  private static byte[] without(byte[] archive, String name) throws IOException {
    Map<String, byte[]> files = files(archive);
    BundleManifest manifest = BundleManifest.FORM.read(files.get(Bundle.MANIFEST), Bundle.MANIFEST);
    List<BundleManifest.Entry> rest =
        manifest.files().stream().filter(file -> !file.name().equals(name)).toList();
    files.remove(name);
    files.put(
        Bundle.MANIFEST, Json.pretty(new BundleManifest(1, rest)).getBytes(StandardCharsets.UTF_8));
    return zip(files);
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

  private static byte[] repack(byte[] archive, String name, String text) throws IOException {
    Map<String, byte[]> files = files(archive);
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
    return zip(files);
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        ((OutputStream) out).write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void assertRefused(Refusal refusal, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(RefusedException.class)
        .extracting(e -> ((RefusedException) e).refusal())
        .isEqualTo(refusal);
  }
}
