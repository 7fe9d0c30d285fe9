package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A broker of MQTT 5 that is listened to for a while. Each message is a JSON object or an array of
 * them; any other is a record too, and is quarantined for its form.
 *
 * @param auth a user name and password; never shown
 * @param topics filters, which may have wildcards
 * @param messages after how many to end; 0 for any number
 * @param window how long to listen
 * @param topicColumn gets the topic that a record came by
 * @param timeout for all of it
 * @param maxBytes most that all messages together may hold
 */
record MqttSource(
    String name,
    URI endpoint,
    HttpAuth auth,
    List<String> topics,
    int messages,
    Optional<Duration> window,
    Optional<String> topicColumn,
    Duration timeout,
    long maxBytes)
    implements DataSource {
  private static final Field<List<String>> TOPICS =
      Field.texts("topics", List.of(), List.of(), "MQTT: what is listened to, such as plant/+/temp")
          .input();
  private static final Field<Integer> MESSAGES =
      Field.integer("messages", null, 1, 1_000_000_000, "MQTT: after how many messages to end")
          .input();
  private static final Field<Duration> WINDOW =
      Field.seconds("window", null, 0.001, 86_400, "MQTT: after which time to end").input();
  private static final Field<String> TOPIC_COLUMN =
      Field.text("topic_column", null, "MQTT: a column for the topic; default: none").input();

  /** Those of MQTT alone. */
  static final List<Field<?>> KEYS = List.of(TOPICS, MESSAGES, WINDOW, TOPIC_COLUMN);

  /** Copies the topics. */
  MqttSource {
    topics = List.copyOf(topics);
  }

  static boolean isFor(@Nullable URI endpoint) {
    return endpoint != null && String.valueOf(endpoint.getScheme()).matches("mqtts?");
  }

  /** Reads an entry whose endpoint {@link #isFor} is true of. */
  static Optional<DataSource> from(Section entry, URI endpoint, Problems problems) {
    Optional<HttpAuth> auth = HttpAuth.from(entry, problems);
    boolean fits =
        HttpSource.refuse(entry, HttpSource.NOT_MQTT, "is for an endpoint of HTTP", problems);
    fits &= hasEnd(entry, problems);
    fits &= hasTopics(entry, problems);
    Optional<String> wrong = wrong(endpoint, auth.filter(HttpAuth::isGiven).isPresent());
    wrong.ifPresent(message -> entry.refuse(problems, HttpSource.ENDPOINT, message));
    if (!fits || wrong.isPresent() || auth.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MqttSource(
            entry.get(DataSource.NAME),
            endpoint,
            auth.get(),
            entry.get(TOPICS),
            entry.find(MESSAGES).orElse(0),
            entry.find(WINDOW),
            entry.find(TOPIC_COLUMN),
            entry.get(HttpSource.TIMEOUT),
            (long) entry.get(HttpSource.MAX_MB) << 20));
  }

  private static boolean hasEnd(Section entry, Problems problems) {
    Optional<Duration> window = entry.find(WINDOW);
    if (window.isEmpty() && entry.find(MESSAGES).isEmpty()) {
      entry.refuse(problems, MESSAGES, "or window is needed: messages have no end of their own");
      return false;
    }
    if (window.filter(w -> w.compareTo(entry.get(HttpSource.TIMEOUT)) >= 0).isPresent()) {
      entry.refuse(problems, WINDOW, "must be shorter than timeout");
      return false;
    }
    return true;
  }

  private static boolean hasTopics(Section entry, Problems problems) {
    String level = "(\\+|[^+#\\x00]*)";
    String filter = "(?!$)(#|" + level + "(/" + level + ")*(/#)?)";
    List<String> topics = entry.get(TOPICS);
    if (topics.isEmpty() || !topics.stream().allMatch(topic -> topic.matches(filter))) {
      entry.refuse(problems, TOPICS, "must be topic filters such as plant/+/temp or plant/#");
      return false;
    }
    return true;
  }

  private static Optional<String> wrong(URI endpoint, boolean withSecret) {
    if (endpoint.getHost() == null
        || !List.of("", "/").contains(String.valueOf(endpoint.getPath()))
        || endpoint.getQuery() != null) {
      return Optional.of("must be a URL such as mqtts://host:8883, without a path");
    }
    return HttpSource.unsafe(endpoint, "mqtts".equals(endpoint.getScheme()), withSecret);
  }

  boolean isTls() {
    return "mqtts".equals(endpoint.getScheme());
  }

  int port() {
    return endpoint.getPort() >= 0 ? endpoint.getPort() : isTls() ? 8883 : 1883;
  }

  @Override
  public String origin() {
    return HttpSource.shown(endpoint);
  }

  @Override
  public LandedSource.Format format() {
    return LandedSource.Format.JSON;
  }

  @Override
  public Path fetch(Path target, RunContext context) {
    context.check();
    return new MqttFetch(this, context).into(target);
  }

  PipelineException.Builder failed(String what) {
    return PipelineException.failed("The source \"" + name + "\" " + what).where(origin());
  }
}
