package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.http.BoundedCall;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.thread.Interrupts;
import io.edgeflow.core.thread.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * GETs of one source into files, within its time and bytes. What may pass is tried again: after a
 * connection that failed or broke and the statuses 429 and 5xx, by exponential backoff with full
 * jitter (Brooker, "Exponential backoff and jitter", 2015), or when {@code Retry-After} says. A
 * download that broke goes on where it broke if the answer had a strong ETag (RFC 9110, 13.1.5). No
 * redirect is followed.
 */
final class HttpDownload {
  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(30);

  private final HttpSource source;
  private final RunContext context;
  private final Sleeper sleeper;
  private final HttpClient client;
  private final KeyedRandom random;
  private final long end;
  private long bytesLeft;

  HttpDownload(HttpSource source, RunContext context, Sleeper sleeper) {
    this.source = source;
    this.context = context;
    this.sleeper = sleeper;
    this.client = HttpClient.newBuilder().connectTimeout(source.timeout()).build();
    this.random = KeyedRandom.of(context.seed(), source.name().hashCode());
    this.end = System.nanoTime() + source.timeout().toNanos();
    this.bytesLeft = source.maxBytes();
  }

  /**
   * Downloads a body, unpacked.
   *
   * @param file does not exist yet
   * @param etag of what is there already: then nothing is downloaded if it is still the same
   * @return the head of an answer with status 200 or 304
   */
  HttpAnswer get(URI uri, Path file, Optional<String> etag) throws IOException {
    PartialBody part = new PartialBody(file);
    for (int attempt = 0; ; attempt++) {
      context.check();
      HttpFailure failure;
      try {
        HttpAnswer answer = once(uri, part, etag);
        if (answer.status() == HttpAnswer.OK) {
          bytesLeft -= new HttpUnpacking(source, context, bytesLeft).unpack(answer, file);
        }
        return answer;
      } catch (HttpFailure e) {
        failure = e;
      }
      if (!failure.mayPass() || attempt >= source.retries()) {
        throw failure.after(attempt + 1);
      }
      pause(failure, attempt);
    }
  }

  private void pause(HttpFailure failure, int attempt) {
    double most = Math.min((double) MOST.toMillis(), BASE.toMillis() * Math.pow(2, attempt));
    Duration jitter = Duration.ofMillis((long) (random.nextDouble() * most));
    Duration wait = failure.retryAfter(context.clock().instant()).orElse(jitter);
    if (wait.compareTo(timeLeft()) >= 0) {
      throw failure.tooLate(attempt + 1, wait);
    }
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while collecting data");
    }
  }

  private Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private HttpAnswer once(URI uri, PartialBody part, Optional<String> etag) throws HttpFailure {
    long from = part.resumable();
    AtomicBoolean begun = new AtomicBoolean();
    BodyHandler<Path> body =
        head -> {
          HttpAnswer answer = new HttpAnswer(head.statusCode(), head.headers());
          boolean taken = part.takes(answer, from);
          begun.set(taken);
          return taken ? part.body(answer) : BodySubscribers.replacing(part.file());
        };
    try {
      HttpResponse<Path> response =
          BoundedCall.send(
              client,
              request(uri, part, from, etag),
              BoundedCall.atMost(bytesLeft - from, body),
              timeLeft());
      HttpAnswer answer = new HttpAnswer(response.statusCode(), response.headers());
      if (begun.get()) {
        return part.head();
      }
      if (answer.status() == HttpAnswer.NOT_MODIFIED && from == 0 && etag.isPresent()) {
        return answer;
      }
      throw HttpFailure.of(source, answer, part.forget());
    } catch (IOException e) {
      throw HttpFailure.of(source, e, begun.get());
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while collecting data");
    }
  }

  private HttpRequest request(URI uri, PartialBody part, long from, Optional<String> etag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Accept", accepted()).header("Accept-Encoding", "gzip");
    if (source.isOwn(uri)) {
      source.auth().header().ifPresent(value -> request.header("Authorization", value));
    }
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-").header("If-Range", part.tag().orElseThrow());
    } else {
      etag.ifPresent(tag -> request.header("If-None-Match", tag));
    }
    return request.build();
  }

  private String accepted() {
    return switch (source.body()) {
      case JSON -> "application/json, application/x-ndjson;q=0.9";
      case JSON_LINES -> "application/x-ndjson, application/json;q=0.9, */*;q=0.8";
      case CSV -> "text/csv, */*;q=0.8";
      case PARQUET -> "application/vnd.apache.parquet, */*;q=0.8";
    };
  }

  static PipelineException notKept(HttpSource source, IOException cause) {
    return source
        .failed("cannot be kept")
        .found(String.valueOf(cause.getMessage()))
        .remedy("make room on the disk of the workspace")
        .cause(cause)
        .build();
  }
}
