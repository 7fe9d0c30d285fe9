package io.edgeflow.data.source;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an endpoint answered before, so that the same is not downloaded again: its ETag, and the
 * SHA-256 of what was made of the answer. It counts only while the workspace holds these very
 * bytes; what was rewritten before landing, such as personal columns, is asked for anew.
 */
final class HttpMemory {
  static final PersistedForm<Validator> FORM =
      PersistedForm.tolerant("validator of a source", Validator.class, 1);

  private final HttpSource source;
  private final RunContext context;
  private final Path file;
  private final Optional<Validator> before;

  /** What is kept of an answer. */
  record Validator(String etag, String sha256, long bytes) {
    Artifact artifact(String name) {
      return new Artifact(name, sha256, bytes);
    }
  }

  HttpMemory(HttpSource source, RunContext context) {
    this.source = source;
    this.context = context;
    String asked =
        Sha256.of(source.endpoint() + "\n" + source.body().word() + "\n" + source.records());
    this.file = context.workspace().sources().resolve(asked + ".json");
    this.before = read().filter(v -> context.artifacts().holds(v.artifact(source.name())));
  }

  /** A record that cannot be read costs a download, and nothing else. */
  private Optional<Validator> read() {
    try {
      return Files.isRegularFile(file) ? Optional.of(FORM.read(file)) : Optional.empty();
    } catch (PipelineException e) {
      return Optional.empty();
    }
  }

  /** The ETag of what is there. */
  Optional<String> known() {
    return before.map(Validator::etag);
  }

  /** What is there. */
  Path landed() {
    return context.artifacts().open(before.orElseThrow().artifact(source.name()));
  }

  void keep(HttpAnswer answer, Path fetched) throws IOException {
    if (answer.etag().isPresent()) {
      Validator validator =
          new Validator(answer.etag().get(), Sha256.of(fetched), Files.size(fetched));
      AtomicFile.write(file, FORM.pretty(validator));
    } else {
      Files.deleteIfExists(file);
    }
  }
}
