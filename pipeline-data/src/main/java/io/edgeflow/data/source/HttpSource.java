package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.thread.Sleeper;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that answers GET with records in JSON, or with a file.
 *
 * @param auth sent to the endpoint's own host alone; never shown
 * @param paging how the rest is asked for
 * @param records where an answer has them, a JSON pointer; empty for an array of records, or one
 *     under {@code records}
 * @param timeout for all pages and attempts together
 * @param maxBytes most that is accepted, as it is sent and unpacked
 * @param retries further attempts after a failure that may pass
 */
public record HttpSource(
    String name,
    URI endpoint,
    HttpAuth auth,
    Paging paging,
    String records,
    Body body,
    Duration timeout,
    long maxBytes,
    int retries)
    implements DataSource {
  /** What an answer's body is. */
  enum Body {
    /** A JSON document, or JSON lines if the answer says so. */
    JSON,
    /** A JSON object a line. */
    JSON_LINES,
    /** A CSV table. */
    CSV,
    /** A Parquet table. */
    PARQUET;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isJson() {
      return this == JSON || this == JSON_LINES;
    }
  }

  /** The URL that is asked. */
  public static final Field<String> ENDPOINT =
      Field.text("endpoint", null, "the URL that answers with records").mandatory().input();

  /** How long the whole answer may take. */
  public static final Field<Duration> TIMEOUT =
      Field.seconds(
              "timeout",
              Duration.ofSeconds(30),
              0.001,
              86_400,
              "for all pages and attempts together")
          .input();

  /** How large the answer may be. */
  public static final Field<Integer> MAX_MB =
      Field.integer("max_mb", 64, 1, 2048, "most that all pages together may hold, unpacked")
          .in("MiB")
          .input();

  private static final Field<Integer> RETRIES =
      Field.integer("retries", 3, 0, 20, "further attempts after a failure that may pass").input();
  private static final Field<Section> PAGING =
      Field.section("paging", Paging.FIELDS, "how the rest of the records is asked for").input();
  private static final Field<String> RECORDS =
      Field.text(
              "records",
              null,
              "where a JSON answer has its records, a JSON pointer such as /data/items; default: an"
                  + " array, or /records")
          .input();
  private static final Field<Body> FORMAT =
      Field.choice(
              "format",
              Body.JSON,
              List.of(Body.values()),
              Body::word,
              "what the answer is, compressed or not")
          .input();

  static final FieldTable KEYS =
      FieldTable.of(
          ENDPOINT,
          HttpAuth.TOKEN,
          HttpAuth.USERNAME,
          HttpAuth.PASSWORD,
          PAGING,
          RECORDS,
          FORMAT,
          TIMEOUT,
          MAX_MB,
          RETRIES);

  /** Keys that a broker of MQTT has no use for. */
  static final List<Field<?>> NOT_MQTT = List.of(HttpAuth.TOKEN, PAGING, RECORDS, FORMAT, RETRIES);

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /** One page of JSON, asked with a bearer token, if any. */
  public HttpSource(
      String name, URI endpoint, Optional<Secret> token, Duration timeout, long maxBytes) {
    this(
        name,
        endpoint,
        HttpAuth.of(token),
        Paging.NONE,
        "",
        Body.JSON,
        timeout,
        maxBytes,
        KEYS.defaults().get(RETRIES));
  }

  static Optional<DataSource> from(Section entry, Problems problems) {
    @Nullable URI endpoint = parse(entry.get(ENDPOINT));
    Optional<HttpAuth> auth = HttpAuth.from(entry, problems);
    Optional<Paging> paging = Paging.from(entry.get(PAGING), problems);
    Optional<String> wrong = wrong(endpoint, auth.filter(HttpAuth::isGiven).isPresent());
    boolean fits = fits(entry, problems);
    if (endpoint == null || wrong.isPresent()) {
      entry.refuse(problems, ENDPOINT, wrong.orElse("must be a URL"));
      return Optional.empty();
    }
    if (auth.isEmpty() || paging.isEmpty() || !fits) {
      return Optional.empty();
    }
    return Optional.of(
        new HttpSource(
            entry.get(DataSource.NAME),
            endpoint,
            auth.get(),
            paging.get(),
            entry.find(RECORDS).orElse(""),
            entry.get(FORMAT),
            entry.get(TIMEOUT),
            (long) entry.get(MAX_MB) << 20,
            entry.get(RETRIES)));
  }

  private static boolean fits(Section entry, Problems problems) {
    Body body = entry.get(FORMAT);
    boolean pointer = entry.find(RECORDS).filter(r -> !Paging.isPointer(r)).isEmpty();
    boolean pages = entry.isWritten(PAGING) && !body.isJson();
    boolean records = entry.isWritten(RECORDS) && body != Body.JSON;
    if (!pointer) {
      entry.refuse(problems, RECORDS, "must be a JSON pointer such as /data/items");
    }
    if (pages) {
      entry.refuse(problems, PAGING, "joins records in JSON only");
    }
    if (records) {
      entry.refuse(problems, RECORDS, "is for format json");
    }
    return pointer && !pages && !records;
  }

  private static Optional<String> wrong(@Nullable URI endpoint, boolean withSecret) {
    if (endpoint == null || endpoint.getHost() == null) {
      return Optional.of("must be a URL such as https://host/path");
    }
    boolean https = "https".equals(endpoint.getScheme());
    if (!https && !"http".equals(endpoint.getScheme())) {
      return Optional.of("must start with http:// or https://");
    }
    return unsafe(endpoint, https, withSecret);
  }

  /** Why a URL gives secrets away. */
  static Optional<String> unsafe(URI endpoint, boolean tls, boolean withSecret) {
    if (endpoint.getUserInfo() != null) {
      return Optional.of("must not hold a user name or password; use username and password");
    }
    if (withSecret && !tls && !isLoopback(endpoint)) {
      return Optional.of(
          "must be "
              + endpoint.getScheme()
              + "s: a token or password is never sent in clear text over a network");
    }
    return Optional.empty();
  }

  /** Refuses those of these keys that are written, and says whether there were none. */
  static boolean refuse(Section entry, List<Field<?>> keys, String message, Problems problems) {
    List<Field<?>> written = keys.stream().filter(entry::isWritten).toList();
    written.forEach(key -> entry.refuse(problems, key, message));
    return written.isEmpty();
  }

  /** Whether a URL names this machine. */
  static boolean isLoopback(URI uri) {
    return LOOPBACK.contains(uri.getHost());
  }

  static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Whether a URL is of the endpoint's origin (RFC 6454), which alone gets the secrets. */
  boolean isOwn(URI uri) {
    return origin(uri).equals(origin(endpoint));
  }

  private static String origin(URI uri) {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return uri.getScheme() + "://" + host + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
  }

  /** The endpoint without its query, which may hold a key. */
  @Override
  public String origin() {
    return shown(endpoint);
  }

  /** A URL without its query. */
  static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getPath();
  }

  @Override
  public LandedSource.Format format() {
    return switch (body) {
      case JSON, JSON_LINES -> LandedSource.Format.JSON;
      case CSV -> LandedSource.Format.CSV;
      case PARQUET -> LandedSource.Format.PARQUET;
    };
  }

  /** Downloads the answer's body, of every page. */
  @Override
  public Path fetch(Path target, RunContext context) {
    return fetch(target, context, Sleeper.real());
  }

  /** Downloads with another way to wait between attempts. */
  Path fetch(Path target, RunContext context, Sleeper sleeper) {
    context.check();
    return new HttpFetch(this, target, new HttpDownload(this, context, sleeper), context).run();
  }

  PipelineException.Builder failed(String what) {
    return PipelineException.failed("The source \"" + name + "\" " + what).where(origin());
  }
}
