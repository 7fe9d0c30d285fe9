package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.config.Section;
import java.time.Duration;

/** Alerts as one line of text each, posted to a Slack incoming webhook. */
public final class SlackChannelProvider implements AlertChannelProvider {
  /** The address, a secret since whoever knows it can post. */
  public static final Field<Secret> WEBHOOK =
      Field.secret("webhook", "the incoming webhook's address").mandatory();

  private static final FieldTable FIELDS = FieldTable.of(WEBHOOK);

  @Override
  public String id() {
    return "slack";
  }

  @Override
  public String description() {
    return "posts alerts to a Slack incoming webhook";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public void check(Section section, Problems problems) {
    HttpAddress.check(section, WEBHOOK, problems);
  }

  @Override
  public AlertChannel open(Section section, Duration timeout) {
    return HttpChannel.slack(section.get(WEBHOOK), timeout);
  }
}
