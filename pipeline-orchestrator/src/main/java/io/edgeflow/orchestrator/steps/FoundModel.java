package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.ModelReader;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model file that a configuration names, if it names one, as it lies there now. */
final class FoundModel {
  private final @Nullable ModelFile file;
  private final String sha256;

  private FoundModel(@Nullable ModelFile file, String sha256) {
    this.file = file;
    this.sha256 = sha256;
  }

  /**
   * Looks at the file's bytes.
   *
   * @throws PipelineException if the file is missing, or not what its key says
   */
  static FoundModel of(Optional<ModelFile> named) {
    if (named.isEmpty()) {
      return new FoundModel(null, "");
    }
    ModelFile file = named.get();
    file.requirePresent();
    String found = ModelReader.format(file.path()).name().toLowerCase(Locale.ROOT);
    if (!found.equals(file.format())) {
      throw PipelineException.config("The model file is of another format than its key says")
          .found(found)
          .limit(file.format())
          .where(file.key() + ", " + file.path())
          .remedy("name it by the key " + found)
          .build();
    }
    return new FoundModel(file, Sha256.of(file.path()));
  }

  /** The file's name and hash, for people; empty where the configuration names none. */
  String told() {
    return file == null ? "" : file.name() + ", sha256 " + sha256;
  }

  /** What the work depends on: the given inputs, and the file's content where there is one. */
  List<String> joining(String... inputs) {
    List<String> all = new ArrayList<>(List.of(inputs));
    Stream.of(sha256).filter(hash -> !hash.isEmpty()).forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * The model, null where the configuration names none.
   *
   * @throws PipelineException if the file is damaged or has what the graph has no equal of
   */
  @Nullable GivenModel read() {
    if (file == null) {
      return null;
    }
    ImportedModel imported = ModelReader.read(file.path(), ReadOptions.DEFAULTS);
    return new GivenModel(file, sha256, imported.graph(), imported.notes());
  }
}
