package io.edgeflow.data.source;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The head of an answer. */
record HttpAnswer(int status, HttpHeaders headers) {
  static final int OK = 200;
  static final int PARTIAL = 206;
  static final int NOT_MODIFIED = 304;

  /** The media type without its parameters, in small letters; empty when none is given. */
  String type() {
    String type = headers.firstValue("Content-Type").orElse("");
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /** What the body is packed by; empty for nothing. */
  String encoding() {
    String encoding = headers.firstValue("Content-Encoding").orElse("").strip();
    String small = encoding.toLowerCase(Locale.ROOT);
    return small.equals("identity") ? "" : small.equals("x-gzip") ? "gzip" : small;
  }

  Optional<String> etag() {
    return headers.firstValue("ETag").filter(tag -> tag.length() <= 1000);
  }

  /** A tag that stands for the very bytes (RFC 9110, 8.8.1), so that ranges of them fit. */
  Optional<String> strongTag() {
    return etag().filter(tag -> tag.startsWith("\""));
  }

  List<String> links() {
    return headers.allValues("Link");
  }

  /** Whether the same request may succeed later. */
  boolean mayPass() {
    return status == 429 || status >= 500;
  }
}
