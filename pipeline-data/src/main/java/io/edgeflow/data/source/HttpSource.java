package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
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
  /** The URL that is asked. */
  public static final Field<String> ENDPOINT =
      Field.text("endpoint", null, "the URL that answers with JSON records").mandatory().input();

  /** What proves who asks. */
  public static final Field<Secret> TOKEN = Field.secret("token", "sent as a bearer token");

  /** How long the whole answer may take. */
  public static final Field<Duration> TIMEOUT =
      Field.seconds("timeout", Duration.ofSeconds(30), 0.001, 86_400, "for the whole HTTP answer")
          .input();

  /** How large the answer may be. */
  public static final Field<Integer> MAX_MB =
      Field.integer("max_mb", 64, 1, 2048, "largest HTTP answer accepted").in("MiB").input();

  static final FieldTable KEYS = FieldTable.of(ENDPOINT, TOKEN, TIMEOUT, MAX_MB);
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  static Optional<DataSource> from(Section entry, Problems problems) {
    @Nullable URI endpoint = parse(entry.get(ENDPOINT));
    Optional<String> wrong = wrong(endpoint, entry.find(TOKEN).isPresent());
    if (endpoint == null || wrong.isPresent()) {
      entry.refuse(problems, ENDPOINT, wrong.orElse("must be a URL"));
      return Optional.empty();
    }
    return Optional.of(
        new HttpSource(
            entry.get(DataSource.NAME),
            endpoint,
            entry.find(TOKEN),
            entry.get(TIMEOUT),
            (long) entry.get(MAX_MB) << 20));
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

  @Override
  public LandedSource.Format format() {
    return LandedSource.Format.JSON;
  }

  /** Downloads the answer's body. */
  @Override
  public Path fetch(Path target, RunContext context) {
    context.check();
    return HttpDownload.get(this, target);
  }
}
