package io.edgeflow.deploy.bundle;

import io.edgeflow.core.json.PersistedForm;
import java.util.List;
import java.util.Objects;

/**
 * The digest and size of every file of a bundle but the manifest itself.
 *
 * @param schema 1
 * @param files sorted by name
 */
public record BundleManifest(int schema, List<Entry> files) {
  static final int SCHEMA = 1;

  static final PersistedForm<BundleManifest> FORM =
      PersistedForm.strict("bundle manifest", BundleManifest.class, SCHEMA).withKey("schema");

  /** Copies the files and checks the form. */
  public BundleManifest {
    files = List.copyOf(files);
    if (schema != SCHEMA) {
      throw new IllegalArgumentException("Schema " + schema + ", this code reads " + SCHEMA);
    }
    if (files.stream().map(Entry::name).distinct().count() < files.size()) {
      throw new IllegalArgumentException("A file comes twice");
    }
  }

  /** One file. */
  public record Entry(String name, String sha256, long bytes) {
    /** Checks that the name stays within the bundle's folder and is none of the device's own. */
    public Entry {
      Objects.requireNonNull(sha256, "sha256");
      if (!Bundle.isFileName(name) || bytes < 0) {
        throw new IllegalArgumentException("Not a file of a bundle: " + name);
      }
    }
  }
}
