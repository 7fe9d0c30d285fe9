package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.ModelReader;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelFile;
import io.edgeflow.train.transfer.ModelOrigin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model file that a configuration names, if it names one, as it lies there now. */
final class FoundModel {
  private final @Nullable ModelFile file;
  private final Map<String, String> hashes;

  private FoundModel(@Nullable ModelFile file, Map<String, String> hashes) {
    this.file = file;
    this.hashes = hashes;
  }

  /**
   * Looks at the bytes of the file, and of those beside it that its weights lie in.
   *
   * @throws PipelineException if a file is missing, or not what its key says
   */
  static FoundModel of(Optional<ModelFile> named) {
    Map<String, String> hashes = new LinkedHashMap<>();
    if (named.isEmpty()) {
      return new FoundModel(null, hashes);
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
    for (Path part : ModelReader.files(file.path())) {
      hashes.put(String.valueOf(part.getFileName()), Sha256.of(part));
    }
    return new FoundModel(file, hashes);
  }

  /** The names of the files, for people; empty where the configuration names none. */
  String names() {
    return String.join(", ", hashes.keySet());
  }

  /** The names and the hashes, for people; empty where the configuration names none. */
  String told() {
    return file == null ? "" : names() + ", sha256 " + sha256();
  }

  private String sha256() {
    return String.join(", ", hashes.values());
  }

  /** What the work depends on: the given inputs, and the files' content where there are some. */
  List<String> joining(String... inputs) {
    return Stream.concat(Stream.of(inputs), hashes.values().stream()).toList();
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
    ModelOrigin origin = new ModelOrigin(names(), sha256(), imported.notes());
    return new GivenModel(file, origin, imported.graph());
  }
}
