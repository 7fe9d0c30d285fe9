package io.edgeflow.data.finding;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The distributions of a workspace's last two data versions, for data of the same sources and
 * columns: the reference that the next version is compared with. They hold counts, no rows, and
 * stay when the data is deleted.
 */
public final class References {
  private static final int KEPT = 2;
  private static final int NAME = 16;
  private static final PersistedForm<Kept> FORM =
      PersistedForm.tolerant("data references", Kept.class, 1);

  private final Path file;

  /** A data version and the histograms of its raw training rows. */
  public record Version(String dataVersion, Map<String, Histogram> histograms) {
    /** Sorts and copies the histograms. */
    public Version {
      histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
    }
  }

  /** The newest first. */
  record Kept(List<Version> versions) {
    Kept {
      versions = List.copyOf(versions);
    }
  }

  private References(Path file) {
    this.file = file;
  }

  /** Those of some sources and columns. */
  public static References of(Workspace workspace, List<String> sources, List<String> columns) {
    String name = Sha256.of(Json.text(List.of(sources, columns))).substring(0, NAME);
    return new References(workspace.root().resolve("references").resolve(name + ".json"));
  }

  /** The newest version that is another than this. */
  public Optional<Version> before(String dataVersion) {
    return kept().stream().filter(each -> !each.dataVersion().equals(dataVersion)).findFirst();
  }

  /** Makes a version the newest. */
  public void keep(Version version) {
    List<Version> versions = new ArrayList<>(List.of(version));
    before(version.dataVersion()).ifPresent(versions::add);
    AtomicFile.write(
        file, FORM.pretty(new Kept(versions.subList(0, Math.min(KEPT, versions.size())))));
  }

  private List<Version> kept() {
    return Files.isRegularFile(file) ? FORM.read(file).versions() : List.of();
  }
}
