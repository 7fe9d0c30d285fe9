package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.net.URI;
import java.net.URISyntaxException;

/** Checks an address that alerts are posted to, without showing it. */
final class HttpAddress {
  private HttpAddress() {}

  static void check(Section section, Field<Secret> key, Problems problems) {
    if (section.find(key).filter(address -> !isHttp(address.reveal())).isPresent()) {
      section.refuse(problems, key, "must be an http or https address");
    }
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
