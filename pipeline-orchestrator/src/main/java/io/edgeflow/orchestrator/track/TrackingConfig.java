package io.edgeflow.orchestrator.track;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code tracking}.
 *
 * @param uri an MLflow server's address; without one, runs stay in the journal
 * @param experiment the name of the MLflow experiment, created when absent
 * @param token sent as a bearer token, as MLflow's own {@code MLFLOW_TRACKING_TOKEN} is
 * @param timeout how long a run waits for the server at its end, all in all
 */
public record TrackingConfig(
    Optional<URI> uri, String experiment, Optional<Secret> token, Duration timeout) {
  /** The server's address. */
  public static final Field<String> ADDRESS =
      Field.text("uri", null, "an MLflow server, for example http://127.0.0.1:5000");

  /** The experiment. */
  public static final Field<String> EXPERIMENT =
      Field.text("experiment", "edgeflow", "the MLflow experiment's name");

  /** What the server asks for. */
  public static final Field<Secret> TOKEN =
      Field.secret("token", "sent to the server as a bearer token");

  /** How long a run waits at its end. */
  public static final Field<Duration> TIMEOUT =
      Field.seconds(
          "timeout", Duration.ofMinutes(2), 1, 3600, "how long a run waits for the server");

  /** The section's keys. */
  public static final FieldTable FIELDS = FieldTable.of(ADDRESS, EXPERIMENT, TOKEN, TIMEOUT);

  /** Reads the section. */
  public static TrackingConfig from(Section section, Problems problems) {
    Optional<String> written = section.find(ADDRESS);
    Optional<URI> uri = written.flatMap(TrackingConfig::address);
    if (written.isPresent() && uri.isEmpty()) {
      section.refuse(
          problems,
          ADDRESS,
          "must be an http or https address without user, query and fragment;"
              + " a token belongs under tracking.token");
    }
    if (section.get(EXPERIMENT).isBlank()) {
      section.refuse(problems, EXPERIMENT, "must not be empty");
    }
    return new TrackingConfig(
        uri, section.get(EXPERIMENT), section.find(TOKEN), section.get(TIMEOUT));
  }

  /** A builder of the section. */
  public static ConfigBuilder<TrackingConfig> builder() {
    return FIELDS.builder(TrackingConfig::from);
  }

  /** The journal alone. */
  public static TrackingConfig defaults() {
    return builder().build();
  }

  private static Optional<URI> address(String text) {
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return http && plain ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
