package io.edgeflow.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Problems.Problem;
import io.edgeflow.core.config.Secret;
import io.edgeflow.monitor.alert.AlertChannelProvider;
import io.edgeflow.monitor.alert.AlertConfig;
import io.edgeflow.monitor.alert.ChannelConfig;
import io.edgeflow.monitor.alert.WebhookChannelProvider;
import io.edgeflow.monitor.collect.MetricsConfig;
import io.edgeflow.monitor.drift.DriftConfig;
import io.edgeflow.monitor.replay.ReplayConfig;
import io.edgeflow.monitor.replay.ReplayConfig.Transform;
import io.edgeflow.monitor.server.ServerConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorConfigTest {
  private static List<String> problemsOf(String json) {
    Problems problems = new Problems();
    ConfigNodes.config(json, problems);
    return problems.all().stream().map(Problem::toString).toList();
  }

  @Test
  void the_defaults_watch_all_rows_on_loopback_and_log_alerts() {
    MonitorConfig config = MonitorConfig.defaults();

    assertThat(config.metrics().interval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.replay().enabled()).isTrue();
    assertThat(config.replay().limit()).isEmpty();
    assertThat(config.replay().transform()).isEqualTo(Transform.NONE);
    assertThat(config.drift().threshold()).isEqualTo(0.1);
    assertThat(config.drift().minSamples()).isEqualTo(100);
    assertThat(config.alerts().channels())
        .extracting(channel -> channel.provider().id())
        .containsExactly("log");
    assertThat(config.server().host()).isEqualTo("127.0.0.1");
    assertThat(config.server().port()).isEqualTo(8080);
  }

  @Test
  void the_fields_usual_keys_load_but_for_the_mail_channel_which_is_refused_by_name() {
    List<String> problems =
        problemsOf(
            """
            {"metrics": {"interval": 60, "retention_days": 30},
             "drift": {"enabled": true, "threshold": 0.1, "check_interval": 3600},
             "alerts": {"enabled": true, "channels": [
               {"type": "email", "recipients": ["team@example.com"]},
               {"type": "slack", "webhook": "https://hooks.slack.com/..."}]}}
            """);

    assertThat(problems)
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains(
                        "monitoring.alerts.channels[0].type",
                        "\"email\" is not available",
                        String.join(", ", AlertChannelProvider.ALL.ids())));
  }

  @Test
  void channels_are_read_in_order_with_their_addresses_hidden() {
    MonitorConfig config =
        ConfigNodes.config(
            """
            {"alerts": {"channels": [{"type": "log"},
              {"type": "webhook", "url": "http://127.0.0.1:9/token-1"},
              {"type": "slack", "webhook": "https://hooks.example.com/token-2"}]}}
            """);

    assertThat(config.alerts().channels())
        .extracting(channel -> channel.provider().id())
        .containsExactly("log", "webhook", "slack");
    assertThat(config.toString()).doesNotContain("token-1", "token-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x.example/secret", "secret", "http://", "http:// secret"})
  void an_address_that_is_not_http_is_refused_without_being_shown(String address) {
    List<String> problems =
        problemsOf(
            "{\"alerts\": {\"channels\": [{\"type\": \"webhook\", \"url\": \""
                + address
                + "\"}]}}");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).contains("must be an http or https address");
    assertThat(problems.get(0)).doesNotContain("secret");
  }

  @Test
  void what_is_built_in_code_is_what_the_same_file_says() {
    MonitorConfig built =
        MonitorConfig.builder()
            .set(MetricsConfig.RETENTION_DAYS, 7)
            .set(MetricsConfig.TIMEOUT, Duration.ofMillis(500))
            .set(ReplayConfig.LIMIT, 20)
            .set(ReplayConfig.TRANSFORM, Transform.INVERT)
            .set(DriftConfig.THRESHOLD, 0.2)
            .set(AlertConfig.ATTEMPTS, 2)
            .add(
                AlertConfig.CHANNELS,
                channel ->
                    channel
                        .set(ChannelConfig.TYPE, new WebhookChannelProvider())
                        .set(WebhookChannelProvider.URL, new Secret("https://x.org/a")))
            .set(ServerConfig.PORT, 0)
            .build();

    MonitorConfig read =
        ConfigNodes.config(
            """
            {"metrics": {"retention_days": 7, "timeout": 0.5},
             "replay": {"limit": 20, "transform": "invert"},
             "drift": {"threshold": 0.2},
             "alerts": {"attempts": 2,
               "channels": [{"type": "webhook", "url": "https://x.org/a"}]},
             "server": {"port": 0}}
            """);
    assertThat(built).usingRecursiveComparison().ignoringFields("alerts.channels").isEqualTo(read);
    assertThat(built.alerts().channels())
        .extracting(channel -> channel.section().get(WebhookChannelProvider.URL).reveal())
        .containsExactly("https://x.org/a");
  }

  @Test
  void a_channel_says_which_key_it_needs_and_which_is_not_its_own() {
    assertThat(problemsOf("{\"alerts\": {\"channels\": [{\"type\": \"webhook\"}]}}").get(0))
        .contains("channels[0].url: is required");
    assertThat(
            problemsOf(
                "{\"alerts\": {\"channels\": [{\"type\": \"log\", \"url\": \"http://h.example\"}]}}"))
        .singleElement()
        .asString()
        .contains("channels[0].url: belongs to type webhook");
    assertThat(problemsOf("{\"alerts\": {\"channels\": [{\"url\": \"http://h.example\"}]}}"))
        .singleElement()
        .asString()
        .contains("channels[0].type: is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.0.7", "box.example.com", "127.0.0.1.example.com"})
  void a_host_that_others_can_reach_must_be_allowed(String host) {
    assertThat(problemsOf("{\"server\": {\"host\": \"" + host + "\"}}"))
        .singleElement()
        .asString()
        .contains("monitoring.server.host", "allow_remote");
    assertThat(problemsOf("{\"server\": {\"host\": \"" + host + "\", \"allow_remote\": true}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.2", "::1"})
  void loopback_hosts_need_no_permission(String host) {
    assertThat(problemsOf("{\"server\": {\"host\": \"" + host + "\"}}")).isEmpty();
  }

  @Test
  void numbers_out_of_range_are_all_reported() {
    assertThat(
            problemsOf(
                """
                {"metrics": {"interval": 0, "retention_days": 0},
                 "replay": {"limit": 0, "transform": "mirror"},
                 "drift": {"threshold": 1.5, "min_samples": 1, "significance": 0},
                 "server": {"port": 70000}}
                """))
        .hasSize(8);
  }
}
