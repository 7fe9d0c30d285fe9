package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.time.Duration;

/** Alerts as JSON, {@code {"event": "raised", "alert": {…}}}, posted to an address. */
public final class WebhookChannelProvider implements AlertChannelProvider {
  /** The address, a secret since whoever knows it can post. */
  public static final Field<Secret> URL =
      Field.secret("url", "the http(s) address that takes alerts as JSON").mandatory();

  private static final FieldTable FIELDS = FieldTable.of(URL);

  @Override
  public String id() {
    return "webhook";
  }

  @Override
  public String description() {
    return "posts alerts as JSON to an address";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public void check(Section section, Problems problems) {
    HttpAddress.check(section, URL, problems);
  }

  @Override
  public AlertChannel open(Section section, Duration timeout) {
    return HttpChannel.webhook(section.get(URL), timeout);
  }
}
