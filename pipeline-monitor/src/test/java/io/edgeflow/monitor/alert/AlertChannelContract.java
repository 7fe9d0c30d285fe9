package io.edgeflow.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.ProviderContract;
import io.edgeflow.core.config.Providers;
import io.edgeflow.core.config.Section;
import io.edgeflow.monitor.alert.AlertEvent.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every type of alert channel promises. */
abstract class AlertChannelContract extends ProviderContract<AlertChannelProvider> {
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  @Override
  protected final Providers<AlertChannelProvider> all() {
    return AlertChannelProvider.ALL;
  }

  @Override
  protected final FieldTable common() {
    return ChannelConfig.FIELDS;
  }

  /** Sets the keys of a channel that takes messages. */
  abstract void keys(ConfigBuilder<Section> item);

  /** What arrived, one text a message, in the order of arrival. */
  abstract List<String> arrived() throws IOException;

  final AlertChannel open(Duration timeout) {
    return Channels.of(provider(), this::keys).open(timeout);
  }

  static Alert alert(String scope) {
    Instant at = Instant.parse("2025-01-01T00:00:00Z");
    return new Alert(
        "drift", AlertSeverity.CRITICAL, scope, "It moved", 0.4, 0.1, at, "Look at it");
  }

  @Test
  final void an_item_without_its_keys_is_refused_by_their_names_alone() {
    Problems problems = new Problems();
    Section item =
        ChannelConfig.FIELDS.read(
            ConfigValues.node(Map.of("type", provider().id())), "c", problems);
    ChannelConfig.from(item, problems);

    assertThat(problems.all())
        .extracting(Problems.Problem::key)
        .containsExactlyElementsOf(
            provider().fields().fields().stream()
                .filter(Field::required)
                .map(field -> "c." + field.name())
                .toList());
  }

  @Test
  final void both_kinds_are_sent_and_can_be_told_apart() throws Exception {
    AlertChannel channel = open(TIMEOUT);

    channel.send(Kind.RAISED, alert("device-7"));
    channel.send(Kind.RESOLVED, alert("device-7"));

    assertThat(arrived()).hasSize(2).allMatch(message -> message.contains("device-7"));
    assertThat(arrived()).doesNotHaveDuplicates();
    assertThat(arrived().get(1)).containsIgnoringCase("resolved");
  }

  @Test
  final void messages_of_several_threads_all_arrive_whole() throws Exception {
    AlertChannel channel = open(TIMEOUT);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Alert alert = alert("device-" + (100 + i));
        sent.add(
            threads.submit(
                () -> {
                  channel.send(Kind.RAISED, alert);
                  return null;
                }));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(arrived())
        .extracting(message -> message.replaceAll("(?s).*(device-1\\d\\d).*", "$1"))
        .hasSize(20)
        .doesNotHaveDuplicates();
  }
}
