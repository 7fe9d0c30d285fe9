package io.edgeflow.deploy.bundle;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a bundle before they are packed: a function of the model, the data and the
 * configuration alone. Time, keys, folders and release numbers are not in it.
 */
public final class BundleContent {
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final String modelName;

  /**
   * Gathers the files.
   *
   * @param model the model file's bytes
   * @param baseline of the inputs and of the shipped file's answers
   * @param card the model card as Markdown
   */
  public BundleContent(
      byte[] model, InferenceConfig inference, GoldenSet golden, Baseline baseline, String card) {
    this.modelName = inference.model();
    files.put(inference.model(), model.clone());
    files.put(Bundle.INFERENCE, utf8(InferenceConfig.FORM.pretty(inference)));
    files.put(Bundle.BASELINE, utf8(Bundle.BASELINE_FORM.pretty(baseline)));
    files.put(Bundle.CARD, utf8(card));
    files.put(Bundle.SBOM, utf8(Sbom.of(inference, Sha256.of(model))));
    files.putAll(golden.files());
    files.put(Bundle.MANIFEST, utf8(Json.pretty(manifest())));
  }

  /** The archive: sorted entries with one fixed time, stored or deflated. */
  public byte[] archive(boolean compress) {
    return Archive.write(files, compress);
  }

  /** The digest of the manifest. */
  public String manifestSha256() {
    return digest(Bundle.MANIFEST);
  }

  /** The digest of the model file. */
  public String modelSha256() {
    return digest(modelName);
  }

  /** The names of all files, sorted. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  private BundleManifest manifest() {
    return new BundleManifest(
        BundleManifest.SCHEMA,
        Collections.unmodifiableMap(files).entrySet().stream().map(BundleContent::entry).toList());
  }

  private static BundleManifest.Entry entry(Map.Entry<String, byte[]> file) {
    byte[] bytes = file.getValue();
    return new BundleManifest.Entry(file.getKey(), Sha256.of(bytes), bytes.length);
  }

  private String digest(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalStateException("No file " + name);
    }
    return Sha256.of(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
