package io.edgeflow.deploy.bundle;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.BaselineV1;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An unpacked bundle whose every file has the digest that the signed statement leads to: statement
 * → manifest → file.
 */
public final class Bundle {
  /** An archive that is being received. */
  public static final String UPLOAD = "upload.zip";

  static final String MANIFEST = "manifest.json";
  static final String INFERENCE = "inference.json";
  static final String BASELINE = "baseline.json";
  static final PersistedForm<Baseline> BASELINE_FORM =
      PersistedForm.strict("baseline", Baseline.class, 3)
          .upgrading(1, BaselineV1.class, BaselineV1::current);
  static final String CARD = "model_card.md";
  static final String SBOM = "sbom.json";
  private static final List<String> REQUIRED =
      List.of(INFERENCE, BASELINE, CARD, SBOM, GoldenSet.INDEX);

  /** What a device puts beside the files of a bundle, so that no bundle may bring it. */
  private static final Set<String> RESERVED =
      Set.of(
          UPLOAD,
          "probe.json",
          "probe.log",
          MANIFEST,
          "release_manifest.json",
          "release_manifest.sig");

  private static final int MAX_FILES = 64;
  private static final long MAX_MANIFEST_BYTES = 1 << 20;

  private final Path folder;
  private final BundleManifest manifest;
  private final InferenceConfig inference;

  private Bundle(Path folder, BundleManifest manifest, InferenceConfig inference) {
    this.folder = folder;
    this.manifest = manifest;
    this.inference = inference;
  }

  /**
   * Unpacks an archive into an existing folder and verifies all of it.
   *
   * @param statement with a verified signature
   * @param room how many bytes the unpacked files may have
   * @throws RefusedException {@code hash_mismatch}, {@code bundle_invalid} or {@code
   *     insufficient_space}
   * @throws IOException if the disk fails
   */
  public static Bundle unpack(Path archive, ReleaseStatement statement, Path folder, long room)
      throws RefusedException, IOException {
    if (Files.size(archive) != statement.bundleBytes()) {
      throw mismatch("the archive", Files.size(archive) + " bytes", statement.bundleBytes());
    }
    requireDigest("the archive", archive, statement.bundleSha256());
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Archive.unpack(zip, MANIFEST, folder.resolve(MANIFEST), MAX_MANIFEST_BYTES);
      BundleManifest manifest = manifest(folder, statement);
      refuseOthers(zip, manifest);
      requireRoom(manifest, room);
      for (BundleManifest.Entry file : manifest.files()) {
        Archive.unpack(zip, file.name(), folder.resolve(file.name()), file.bytes());
      }
    } catch (java.util.zip.ZipException e) {
      throw new RefusedException(Refusal.BUNDLE_INVALID, "not a zip archive", e);
    }
    return open(folder, statement);
  }

  /**
   * Opens an unpacked bundle and verifies every file anew.
   *
   * @param statement with a verified signature
   * @throws RefusedException {@code hash_mismatch} or {@code bundle_invalid}
   */
  public static Bundle open(Path folder, ReleaseStatement statement) throws RefusedException {
    BundleManifest manifest = manifest(folder, statement);
    for (BundleManifest.Entry file : manifest.files()) {
      requireDigest(file.name(), folder.resolve(file.name()), file.sha256());
    }
    requireAll(manifest);
    InferenceConfig inference = parse(folder, INFERENCE, InferenceConfig.FORM);
    String model =
        manifest.files().stream()
            .filter(file -> file.name().equals(inference.model()))
            .map(BundleManifest.Entry::sha256)
            .findFirst()
            .orElse("no such file");
    if (!model.equals(statement.modelSha256())) {
      throw mismatch("the model " + inference.model(), model, statement.modelSha256());
    }
    return new Bundle(folder, manifest, inference);
  }

  /** How a raw row becomes an answer. */
  public InferenceConfig inference() {
    return inference;
  }

  /** The model file. */
  public Path model() {
    return folder.resolve(inference.model());
  }

  /** The digests and sizes of the files. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** Rows with their expected answers. */
  public GoldenSet golden() throws RefusedException {
    try {
      return GoldenSet.read(folder);
    } catch (PipelineException | IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.BUNDLE_INVALID, "golden.json cannot be read: " + e.getMessage(), e);
    }
  }

  /** The reference for drift, whose every summary this model's samples and answers have. */
  public Baseline baseline() throws RefusedException {
    Baseline baseline = parse(folder, BASELINE, BASELINE_FORM);
    for (Summary summary : baseline.summaries()) {
      if (summary.index() >= numbers(summary)) {
        throw new RefusedException(
            Refusal.BUNDLE_INVALID, "baseline.json: nothing is numbered as in " + summary);
      }
    }
    return baseline;
  }

  private int numbers(Summary summary) {
    return switch (summary.of()) {
      case CHANNEL_MEAN -> inference.input().channels();
      case INPUT_MEAN, INPUT_DEVIATION, INPUT_VALUE -> inference.input().size();
      case TOP_SCORE, CONFIDENCE, CONFIDENCE_LOGIT, ANSWER_VALUE ->
          inference.target().answers().size();
    };
  }

  static boolean isFileName(String name) {
    return name.length() <= 128
        && name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")
        && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  private static BundleManifest manifest(Path folder, ReleaseStatement statement)
      throws RefusedException {
    requireDigest(MANIFEST, folder.resolve(MANIFEST), statement.manifestSha256());
    return parse(folder, MANIFEST, BundleManifest.FORM);
  }

  private static void refuseOthers(ZipFile zip, BundleManifest manifest) throws RefusedException {
    Set<String> expected = new HashSet<>();
    expected.add(MANIFEST);
    manifest.files().forEach(file -> expected.add(file.name()));
    try (Stream<? extends ZipEntry> entries = zip.stream()) {
      Set<String> found = new HashSet<>(entries.map(ZipEntry::getName).toList());
      if (!found.equals(expected) || found.size() > MAX_FILES || zip.size() != found.size()) {
        throw new RefusedException(
            Refusal.BUNDLE_INVALID, "the archive holds other files than its manifest lists");
      }
    }
  }

  private static void requireRoom(BundleManifest manifest, long room) throws RefusedException {
    long left = room;
    for (BundleManifest.Entry file : manifest.files()) {
      left -= file.bytes();
      if (left < 0) {
        throw new RefusedException(
            Refusal.INSUFFICIENT_SPACE,
            "the unpacked files do not fit into the " + room + " bytes that may be used");
      }
    }
  }

  private static void requireAll(BundleManifest manifest) throws RefusedException {
    List<String> names = manifest.files().stream().map(BundleManifest.Entry::name).toList();
    for (String name : REQUIRED) {
      if (!names.contains(name)) {
        throw new RefusedException(Refusal.BUNDLE_INVALID, "the bundle lacks " + name);
      }
    }
  }

  private static void requireDigest(String what, Path file, String expected)
      throws RefusedException {
    String found = Files.isRegularFile(file) ? Sha256.of(file) : "no such file";
    if (!found.equals(expected)) {
      throw mismatch(what, found, expected);
    }
  }

  private static RefusedException mismatch(String what, Object found, Object expected) {
    return new RefusedException(
        Refusal.HASH_MISMATCH, what + " is not what was signed: " + found + ", not " + expected);
  }

  private static <T> T parse(Path folder, String name, PersistedForm<T> form)
      throws RefusedException {
    try {
      return form.read(folder.resolve(name));
    } catch (PipelineException e) {
      throw new RefusedException(
          Refusal.BUNDLE_INVALID, name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
