package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.http.BodyTooLargeException;
import io.edgeflow.core.http.BoundedCall;
import io.edgeflow.core.thread.Interrupts;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** One GET into a file. No redirect is followed and nothing but status 200 is accepted. */
final class HttpDownload {
  private static final int OK = 200;

  private HttpDownload() {}

  static Path get(HttpSource source, Path target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(source.endpoint())
            .timeout(source.timeout())
            .header("Accept", "application/json");
    source.token().ifPresent(t -> request.header("Authorization", "Bearer " + t.reveal()));
    HttpClient client = HttpClient.newBuilder().connectTimeout(source.timeout()).build();
    HttpResponse<Path> answer = send(source, client, request.build(), target);
    if (answer.statusCode() != OK) {
      throw failed(source, "answered with an error")
          .found("status " + answer.statusCode())
          .limit("status " + OK)
          .remedy("check the endpoint and its token")
          .build();
    }
    return answer.body();
  }

  private static HttpResponse<Path> send(
      HttpSource source, HttpClient client, HttpRequest request, Path target) {
    AtomicBoolean begun = new AtomicBoolean();
    BodyHandler<Path> file =
        head -> {
          begun.set(head.statusCode() == OK);
          return begun.get() ? new NewFile(target) : BodySubscribers.replacing(target);
        };
    try {
      return BoundedCall.send(
          client, request, BoundedCall.atMost(source.maxBytes(), file), source.timeout());
    } catch (IOException e) {
      throw explain(source, e, begun.get());
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while collecting data");
    }
  }

  /** The client tells an answer that ends too early like a connection that fails. */
  private static PipelineException explain(HttpSource source, IOException cause, boolean begun) {
    if (cause instanceof HttpTimeoutException) {
      return tooSlow(source).cause(cause).build();
    }
    if (cause instanceof BodyTooLargeException) {
      return failed(source, "sent too much")
          .found("more than " + source.maxBytes() + " bytes")
          .limit(source.maxBytes() + " bytes")
          .remedy("raise its max_mb, or ask the endpoint for less")
          .cause(cause)
          .build();
    }
    if (cause instanceof FileSystemException) {
      return failed(source, "cannot be kept")
          .found(String.valueOf(cause.getMessage()))
          .remedy("make room on the disk of the workspace")
          .cause(cause)
          .build();
    }
    if (begun) {
      return failed(source, "sent an answer that is cut short")
          .found(String.valueOf(cause.getMessage()))
          .remedy("run again; if it stays so, look at the endpoint's log")
          .cause(cause)
          .build();
    }
    return failed(source, "cannot be reached")
        .found(String.valueOf(cause))
        .remedy("check the endpoint and the network")
        .cause(cause)
        .build();
  }

  private static PipelineException.Builder tooSlow(HttpSource source) {
    return failed(source, "did not answer in time")
        .limit(source.timeout().toMillis() + " ms")
        .remedy("raise its timeout, or check the endpoint");
  }

  private static PipelineException.Builder failed(HttpSource source, String what) {
    return PipelineException.failed("The source \"" + source.name() + "\" " + what)
        .where(source.origin());
  }
}
