package io.edgeflow.data.source;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that answers GET with a JSON array of records, or with {@code {"records": […]}}.
 *
 * @param token sent as {@code Authorization: Bearer}; never shown
 * @param timeout for the whole answer
 * @param maxBytes largest answer accepted
 */
public record HttpSource(
    String name, URI endpoint, Optional<Secret> token, Duration timeout, long maxBytes)
    implements DataSource {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  static Optional<DataSource> from(Section entry, Problems problems) {
    if (entry.isWritten("path")) {
      entry.refuse(problems, "path", "has no meaning for a source of type " + entry.text("type"));
    }
    if (entry.optionalText("endpoint").isEmpty()) {
      entry.refuse(problems, "endpoint", "is required for a source of type " + entry.text("type"));
      return Optional.empty();
    }
    @Nullable URI endpoint = parse(entry.text("endpoint"));
    Optional<String> wrong = wrong(endpoint, entry.secret("token").isPresent());
    if (endpoint == null || wrong.isPresent()) {
      entry.refuse(problems, "endpoint", wrong.orElse("must be a URL"));
      return Optional.empty();
    }
    return Optional.of(
        new HttpSource(
            entry.text("name"),
            endpoint,
            entry.secret("token"),
            entry.duration("timeout"),
            entry.integer64("max_mb") << 20));
  }

  private static Optional<String> wrong(@Nullable URI endpoint, boolean withToken) {
    if (endpoint == null || endpoint.getHost() == null) {
      return Optional.of("must be a URL such as https://host/path");
    }
    boolean https = "https".equals(endpoint.getScheme());
    if (!https && !"http".equals(endpoint.getScheme())) {
      return Optional.of("must start with http:// or https://");
    }
    if (endpoint.getUserInfo() != null) {
      return Optional.of("must not hold a user name or password; use token");
    }
    if (withToken && !https && !LOOPBACK.contains(endpoint.getHost())) {
      return Optional.of("must be https: a token is never sent in clear text over a network");
    }
    return Optional.empty();
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** The endpoint without its query, which may hold a key. */
  @Override
  public String origin() {
    String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
    return endpoint.getScheme() + "://" + endpoint.getHost() + port + endpoint.getPath();
  }
}
