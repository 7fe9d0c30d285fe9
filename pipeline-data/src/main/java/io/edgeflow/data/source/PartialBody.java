package io.edgeflow.data.source;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.file.Path;
import java.util.Optional;

/** A body that comes in one piece, or in several when the connection breaks. */
final class PartialBody {
  private final Path file;
  private Optional<HttpAnswer> first = Optional.empty();

  PartialBody(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** How many bytes are there already that the rest may be asked for; 0 to begin anew. */
  long resumable() {
    return tag().isPresent() ? file.toFile().length() : 0;
  }

  /** What the rest must be of. */
  Optional<String> tag() {
    return first.flatMap(HttpAnswer::strongTag);
  }

  /** The head of the answer that began the body: that of a rest need not tell what it is. */
  HttpAnswer head() {
    return first.orElseThrow();
  }

  /** Whether an answer has the body, or the rest of it from a byte on. */
  boolean takes(HttpAnswer answer, long from) {
    String range = answer.headers().firstValue("Content-Range").orElse("");
    return answer.status() == HttpAnswer.OK
        || (answer.status() == HttpAnswer.PARTIAL
            && from > 0
            && range.startsWith("bytes " + from + "-")
            && answer.etag().equals(tag()));
  }

  /** Takes the body of an answer that {@link #takes} is true of. */
  BodySubscriber<Path> body(HttpAnswer answer) {
    boolean rest = answer.status() == HttpAnswer.PARTIAL;
    first = rest ? first : Optional.of(answer);
    return new BodyFile(file, rest);
  }

  /** Begins anew, and tells whether there was something. */
  boolean forget() {
    boolean had = first.isPresent();
    first = Optional.empty();
    return had;
  }
}
