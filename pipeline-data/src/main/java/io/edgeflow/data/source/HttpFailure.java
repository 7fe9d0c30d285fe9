package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.http.BodyTooLargeException;
import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateExpiredException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** One attempt that failed: why, and whether another one may succeed. */
final class HttpFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient HttpSource source;
  private final String what;
  private final String found;
  private final String limit;
  private final String remedy;
  private final boolean mayPass;
  private final String retryAfter;

  private HttpFailure(
      HttpSource source,
      String what,
      String found,
      String limit,
      String remedy,
      boolean mayPass,
      String retryAfter,
      @Nullable Throwable cause) {
    super(what, cause);
    this.source = source;
    this.what = what;
    this.found = found;
    this.limit = limit;
    this.remedy = remedy;
    this.mayPass = mayPass;
    this.retryAfter = retryAfter;
  }

  /** An answer with another status than was wanted. */
  static HttpFailure of(HttpSource source, HttpAnswer answer, boolean restart) {
    int status = answer.status();
    String remedy =
        switch (status / 100) {
          case 3 -> "name the address that it leads to as endpoint, if it can be trusted";
          case 4 ->
              status == 401 || status == 403
                  ? source.auth().remedy()
                  : "check the endpoint and its keys";
          default -> "run again later; if it stays so, look at the endpoint's log";
        };
    return new HttpFailure(
        source,
        status / 100 == 3
            ? "answered with a redirect, which is not followed"
            : "answered with an error",
        "status " + status,
        "status " + HttpAnswer.OK,
        remedy,
        answer.mayPass() || (restart && (status == 206 || status == 416)),
        answer.headers().firstValue("Retry-After").orElse(""),
        null);
  }

  /** An exchange that broke. The client tells an answer that ends too early by the same type. */
  static HttpFailure of(HttpSource source, IOException cause, boolean begun) {
    if (cause instanceof HttpTimeoutException) {
      String limit = source.timeout().toMillis() + " ms";
      return lasting(
          source,
          "did not answer in time",
          "",
          limit,
          "raise its timeout, or check the endpoint",
          cause);
    }
    if (cause instanceof BodyTooLargeException) {
      String limit = source.maxBytes() + " bytes";
      return lasting(
          source,
          "sent too much",
          "more than " + limit,
          limit,
          "raise its max_mb, or ask the endpoint for less",
          cause);
    }
    if (cause instanceof FileSystemException) {
      return lasting(
          source,
          "cannot be kept",
          String.valueOf(cause.getMessage()),
          "",
          "make room on the disk of the workspace",
          cause);
    }
    if (cause instanceof SSLHandshakeException) {
      return tls(source, cause);
    }
    return passing(source, cause, begun);
  }

  private static HttpFailure tls(HttpSource source, IOException cause) {
    boolean expired =
        Stream.<Throwable>iterate(cause, e -> e != null, Throwable::getCause)
            .anyMatch(CertificateExpiredException.class::isInstance);
    return lasting(
        source,
        expired ? "has a certificate that has expired" : "cannot be trusted by TLS",
        String.valueOf(cause.getMessage()),
        "a certificate that this Java trusts",
        expired ? "have it renewed by who runs the endpoint" : "check the endpoint's certificate",
        cause);
  }

  private static HttpFailure lasting(
      HttpSource source, String what, String found, String limit, String remedy, Throwable cause) {
    return new HttpFailure(source, what, found, limit, remedy, false, "", cause);
  }

  private static HttpFailure passing(HttpSource source, IOException cause, boolean begun) {
    return begun
        ? new HttpFailure(
            source,
            "sent an answer that is cut short",
            String.valueOf(cause.getMessage()),
            "",
            "run again; if it stays so, look at the endpoint's log",
            true,
            "",
            cause)
        : new HttpFailure(
            source,
            "cannot be reached",
            String.valueOf(cause),
            "",
            "check the endpoint and the network",
            true,
            "",
            cause);
  }

  boolean mayPass() {
    return mayPass;
  }

  /** How long the endpoint asks to wait (RFC 9110, 10.2.3): seconds, or until a time. */
  Optional<Duration> retryAfter(Instant now) {
    if (retryAfter.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration wait =
          retryAfter.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(retryAfter))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The error when no further attempt is made. */
  PipelineException after(int attempts) {
    return error(attempts > 1 ? text() + ", " + attempts + " times" : text()).build();
  }

  /** The error when the next attempt would come too late. */
  PipelineException tooLate(int attempts, Duration wait) {
    return error(
            "%s, %d times; another attempt would be in %d ms"
                .formatted(text(), attempts, wait.toMillis()))
        .limit("a timeout of " + source.timeout().toMillis() + " ms")
        .remedy("raise its timeout, or run again later")
        .build();
  }

  private String text() {
    return found.isEmpty() ? what : found;
  }

  private PipelineException.Builder error(String shown) {
    PipelineException.Builder error = source.failed(what).remedy(remedy);
    if (!found.isEmpty() || !shown.equals(what)) {
      error.found(shown);
    }
    if (!limit.isEmpty()) {
      error.limit(limit);
    }
    if (getCause() != null) {
      error.cause(getCause());
    }
    return error;
  }
}
