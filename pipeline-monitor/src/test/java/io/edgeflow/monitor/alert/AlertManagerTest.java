package io.edgeflow.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Secret;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.monitor.LoopbackHook;
import io.edgeflow.monitor.MutableClock;
import io.edgeflow.monitor.alert.AlertEvent.Delivery;
import io.edgeflow.monitor.alert.AlertEvent.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertManagerTest {
  @TempDir private Path folder;
  private Path file;
  private final MutableClock clock = new MutableClock("2025-01-01T00:00:00Z");
  private final List<String> sent = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final AlertChannel memory = (kind, alert) -> sent.add(kind + " " + alert.key());

  @BeforeEach
  void place_the_file() {
    file = folder.resolve("alerts.jsonl");
  }

  private Alert alert(String what, String scope) {
    return new Alert(
        what, AlertSeverity.CRITICAL, scope, "It <broke>", 0.4, 0.1, clock.instant(), "Mend it");
  }

  private AlertManager manager(AlertChannel... channels) {
    List<AlertDispatcher.Named> named = new ArrayList<>();
    for (AlertChannel channel : channels) {
      named.add(new AlertDispatcher.Named("channels[" + named.size() + "]", channel));
    }
    return new AlertManager(new AlertDispatcher(named, 3, pauses::add), new JsonLines(file), clock);
  }

  @Test
  void a_trouble_is_sent_once_while_it_lasts_and_once_when_it_ends() {
    AlertManager alerts = manager(memory);

    alerts.update(List.of(alert("drift", "fleet")));
    alerts.update(List.of(alert("drift", "fleet"), alert("drift", "d-1")));
    alerts.update(List.of(alert("drift", "d-1")));
    alerts.update(List.of());
    alerts.update(List.of());

    assertThat(sent)
        .containsExactly(
            "RAISED drift@fleet", "RAISED drift@d-1", "RESOLVED drift@fleet", "RESOLVED drift@d-1");
    assertThat(alerts.active()).isEmpty();
  }

  @Test
  void a_trouble_that_comes_back_is_sent_again() {
    AlertManager alerts = manager(memory);

    alerts.update(List.of(alert("drift", "fleet")));
    alerts.update(List.of());
    alerts.update(List.of(alert("drift", "fleet")));

    assertThat(sent).hasSize(3);
  }

  @Test
  void an_active_alert_shows_its_latest_value_and_its_first_moment() {
    AlertManager alerts = manager(memory);
    Instant first = clock.instant();
    alerts.update(List.of(alert("drift", "fleet")));
    clock.advance(Duration.ofHours(1));

    alerts.update(
        List.of(
            new Alert(
                "drift", AlertSeverity.CRITICAL, "fleet", "Worse", 0.9, 0.1, clock.instant(), "")));

    assertThat(alerts.active().get(0).value()).isEqualTo(0.9);
    assertThat(alerts.active().get(0).at()).isEqualTo(first);
  }

  @Test
  void the_same_trouble_twice_in_one_update_counts_once() {
    manager(memory).update(List.of(alert("drift", "fleet"), alert("drift", "fleet")));

    assertThat(sent).hasSize(1);
  }

  @Test
  void a_new_manager_goes_on_where_the_last_one_ended() {
    manager(memory).update(List.of(alert("drift", "fleet"), alert("silent", "d-1")));

    AlertManager next = manager(memory);
    assertThat(next.active()).extracting(Alert::key).containsExactly("drift@fleet", "silent@d-1");
    next.update(List.of(alert("silent", "d-1")));

    assertThat(sent)
        .containsExactly("RAISED drift@fleet", "RAISED silent@d-1", "RESOLVED drift@fleet");
    assertThat(new JsonLines(file).read(AlertEvent.FORM))
        .extracting(AlertEvent::kind)
        .containsExactly(Kind.RAISED, Kind.RAISED, Kind.RESOLVED);
  }

  @Test
  void a_channel_that_fails_is_tried_again_with_growing_pauses() {
    List<Integer> tries = new ArrayList<>();
    AlertChannel flaky =
        (kind, alert) -> {
          tries.add(tries.size());
          if (tries.size() < 3) {
            throw new IOException("HTTP status 503");
          }
        };

    AlertEvent event = manager(flaky).update(List.of(alert("drift", "fleet"))).get(0);

    assertThat(event.deliveries()).containsExactly(new Delivery("channels[0]", 3, null));
    assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void a_dead_channel_is_recorded_as_undelivered_and_holds_nobody_up() {
    List<String> tries = new ArrayList<>();
    AlertChannel dead =
        (kind, alert) -> {
          tries.add(alert.key());
          throw new IOException("HTTP status 500");
        };
    AlertManager alerts = manager(dead, memory);

    List<AlertEvent> events =
        alerts.update(List.of(alert("drift", "fleet"), alert("silent", "d-1")));

    assertThat(tries).containsExactly("drift@fleet", "drift@fleet", "drift@fleet");
    assertThat(sent).containsExactly("RAISED drift@fleet", "RAISED silent@d-1");
    assertThat(events.get(0).deliveries())
        .containsExactly(
            new Delivery("channels[0]", 3, "HTTP status 500"),
            new Delivery("channels[1]", 1, null));
    assertThat(events.get(1).deliveries().get(0).attempts()).isZero();
    assertThat(new JsonLines(file).read(AlertEvent.FORM)).isEqualTo(events);
    assertThat(alerts.active()).hasSize(2);
  }

  @Test
  void events_beyond_the_last_two_hundred_are_forgotten_but_on_file() {
    AlertManager alerts = manager();
    for (int i = 0; i < 150; i++) {
      alerts.update(List.of(alert("drift", "fleet")));
      alerts.update(List.of());
    }

    assertThat(alerts.recent()).hasSize(200);
    assertThat(new JsonLines(file).read(AlertEvent.FORM)).hasSize(300);
  }

  private AlertManager over(boolean enabled, ChannelConfig... channels) {
    return new AlertManager(
        new AlertConfig(enabled, List.of(channels), 2, Duration.ofSeconds(5)), file, clock);
  }

  private static ChannelConfig webhook(String address) {
    return Channels.of(
        new WebhookChannelProvider(),
        item -> item.set(WebhookChannelProvider.URL, secret(address)));
  }

  private static ChannelConfig slack(String address) {
    return Channels.of(
        new SlackChannelProvider(),
        item -> item.set(SlackChannelProvider.WEBHOOK, secret(address)));
  }

  private static Secret secret(String text) {
    return new Secret(text);
  }

  @Test
  void a_webhook_receives_the_alert_as_json() throws IOException {
    try (LoopbackHook hook = new LoopbackHook()) {
      ChannelConfig channel = webhook(hook.url());

      over(true, channel).update(List.of(alert("drift", "fleet")));

      assertThat(hook.bodies)
          .containsExactly(
              "{\"alert\":{\"what\":\"drift\",\"severity\":\"CRITICAL\",\"scope\":\"fleet\","
                  + "\"message\":\"It <broke>\",\"value\":0.4,\"limit\":0.1,"
                  + "\"at\":\"2025-01-01T00:00:00Z\",\"remedy\":\"Mend it\"},\"event\":\"raised\"}");
      assertThat(hook.contentTypes).containsExactly("application/json; charset=utf-8");
    }
  }

  @Test
  void slack_receives_one_escaped_text() throws IOException {
    try (LoopbackHook hook = new LoopbackHook()) {
      AlertManager alerts = over(true, slack(hook.url()));

      alerts.update(List.of(alert("drift", "fleet")));
      alerts.update(List.of());

      assertThat(hook.bodies)
          .containsExactly(
              "{\"text\":\"CRITICAL [fleet] It &lt;broke&gt;. Mend it\"}",
              "{\"text\":\"Resolved: CRITICAL [fleet] It &lt;broke&gt;. Mend it\"}");
    }
  }

  @Test
  void an_address_that_refuses_is_never_shown() throws IOException {
    String closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = "http://127.0.0.1:" + socket.getLocalPort() + "/T0KEN";
    }
    try (LoopbackHook hook = new LoopbackHook()) {
      hook.status = 500;

      List<AlertEvent> events =
          over(true, webhook(closed), slack(hook.url())).update(List.of(alert("drift", "fleet")));

      assertThat(events.get(0).deliveries())
          .containsExactly(
              new Delivery("channels[0] webhook", 2, "ConnectException"),
              new Delivery("channels[1] slack", 2, "HTTP status 500"));
      assertThat(hook.bodies).hasSize(2);
      assertThat(events.toString() + Files.readString(file)).doesNotContain("T0KEN", "127.0.0.1");
    }
  }

  @Test
  void a_redirect_is_not_followed() throws IOException {
    try (LoopbackHook hook = new LoopbackHook()) {
      hook.status = 302;

      List<AlertEvent> events =
          over(true, webhook(hook.url())).update(List.of(alert("drift", "fleet")));

      assertThat(events.get(0).deliveries().get(0).error()).isEqualTo("HTTP status 302");
    }
  }

  @Test
  void switched_off_alerts_are_recorded_and_not_sent() throws IOException {
    try (LoopbackHook hook = new LoopbackHook()) {
      AlertManager alerts = over(false, webhook(hook.url()));

      alerts.update(List.of(alert("drift", "fleet")));

      assertThat(hook.bodies).isEmpty();
      assertThat(alerts.active()).hasSize(1);
    }
  }

  @Test
  void the_log_takes_every_kind_of_alert() {
    AlertManager alerts = over(true, ChannelConfig.log());

    List<AlertEvent> events = new ArrayList<>(alerts.update(List.of(alert("drift", "fleet"))));
    events.addAll(alerts.update(List.of()));

    assertThat(events).hasSize(2).allMatch(event -> event.deliveries().get(0).delivered());
  }
}
