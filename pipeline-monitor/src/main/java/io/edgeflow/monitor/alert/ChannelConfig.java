package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way out for alerts.
 *
 * @param address where messages are posted, a secret since whoever knows it can post; null for the
 *     log
 */
public record ChannelConfig(Type type, @Nullable Secret address) {
  /** What takes the messages. */
  public enum Type {
    /** The program's own log. */
    LOG("log", null),
    /** An address that takes the alert as JSON. */
    WEBHOOK("webhook", "url"),
    /** A Slack incoming webhook. */
    SLACK("slack", "webhook");

    private final String id;
    private final @Nullable String addressKey;

    Type(String id, @Nullable String addressKey) {
      this.id = id;
      this.addressKey = addressKey;
    }

    /** The id in the configuration. */
    public String id() {
      return id;
    }
  }

  private static final List<String> ADDRESS_KEYS = List.of("url", "webhook", "recipients");

  /** The keys of one item of {@code monitoring.alerts.channels}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.choice(
                  "type", null, List.of("log", "webhook", "slack"), "where alerts of this item go")
              .mandatory(),
          Field.secret("url", "of type webhook: the http(s) address that takes alerts as JSON"),
          Field.secret("webhook", "of type slack: the incoming webhook's address"),
          Field.texts(
              "recipients", List.of(), List.of(), "of type email, which is not available yet"));

  /** The program's own log. */
  public static ChannelConfig log() {
    return new ChannelConfig(Type.LOG, null);
  }

  /** Reads an item; empty when it has problems. */
  static Optional<ChannelConfig> from(Section section, Problems problems) {
    Optional<String> id = section.optionalText("type");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Type type = of(id.get());
    String wanted = type.addressKey;
    for (String key : ADDRESS_KEYS) {
      if (section.isWritten(key) && !key.equals(wanted)) {
        section.refuse(problems, key, "does not belong to a channel of type " + type.id);
      }
    }
    if (wanted == null) {
      return Optional.of(log());
    }
    Optional<Secret> address = section.secret(wanted);
    if (address.isEmpty()) {
      section.refuse(problems, wanted, "is required for a channel of type " + type.id);
    } else if (!isHttp(address.get().reveal())) {
      section.refuse(problems, wanted, "must be an http or https address");
    }
    return address.map(secret -> new ChannelConfig(type, secret));
  }

  private static Type of(String id) {
    for (Type type : Type.values()) {
      if (type.id.equals(id)) {
        return type;
      }
    }
    throw new IllegalArgumentException("Not a channel type: " + id);
  }

  private static boolean isHttp(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
