package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What proves to an endpoint who asks: a bearer token (RFC 6750), or a user name and password (RFC
 * 7617), of which either may be left out. Never shown.
 */
record HttpAuth(Optional<Secret> token, Optional<Secret> username, Optional<Secret> password) {
  /** A bearer token. */
  static final Field<Secret> TOKEN = Field.secret("token", "sent as a bearer token");

  /** Who asks. */
  static final Field<Secret> USERNAME = Field.secret("username", "who asks, instead of a token");

  /** What only that one knows. */
  static final Field<Secret> PASSWORD = Field.secret("password", "the password of username");

  static HttpAuth of(Optional<Secret> token) {
    return new HttpAuth(token, Optional.empty(), Optional.empty());
  }

  /** Reads the keys; empty when they contradict each other. */
  static Optional<HttpAuth> from(Section entry, Problems problems) {
    HttpAuth auth = new HttpAuth(entry.find(TOKEN), entry.find(USERNAME), entry.find(PASSWORD));
    if (auth.token.isPresent() && auth.isBasic()) {
      entry.refuse(problems, TOKEN, "give either a token, or username and password");
      return Optional.empty();
    }
    return Optional.of(auth);
  }

  boolean isGiven() {
    return token.isPresent() || isBasic();
  }

  /** The value of {@code Authorization}. */
  Optional<String> header() {
    if (isBasic()) {
      String pair = text(username) + ":" + text(password);
      return Optional.of(
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return token.map(t -> "Bearer " + t.reveal());
  }

  /** What helps when an endpoint does not take it. */
  String remedy() {
    if (isBasic()) {
      return "check its username and password";
    }
    return token.isPresent() ? "check its token" : "set its token, or its username and password";
  }

  private boolean isBasic() {
    return username.isPresent() || password.isPresent();
  }

  private static String text(Optional<Secret> secret) {
    return secret.map(Secret::reveal).orElse("");
  }
}
