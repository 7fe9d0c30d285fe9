package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker of MQTT 5, in this process. */
@Timeout(120)
class MqttSourceTest {
  @TempDir private static Path folder;
  private static Broker broker;

  @TempDir private Path temp;
  private final Problems problems = new Problems();

  @BeforeAll
  static void start() throws IOException {
    broker = Broker.start(folder);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private Optional<DataSource> read(Map<String, ?> keys) {
    Map<String, Object> values = new HashMap<>(keys);
    values.putAll(Map.of("name", "plant", "type", "sensors"));
    values.putIfAbsent("endpoint", "mqtt://127.0.0.1:" + broker.port());
    values.putIfAbsent("username", "ada");
    values.putIfAbsent("password", Broker.PASSWORD);
    Section entry = DataSource.FIELDS.read(ConfigValues.node(values), "s", problems);
    return DataSource.from(List.of(entry), Optional.empty(), problems).stream().findFirst();
  }

  private String fetch(Map<String, ?> keys) throws IOException {
    Path target = temp.resolve("download");
    return Files.readString(read(keys).orElseThrow().fetch(target, context()));
  }

  private RunContext context() {
    return RunContext.standalone(temp.resolve("w"), 1);
  }

  /** Messages that a broker keeps for whoever comes. */
  private static void retain(String topic, String... inTurn) {
    Mqtt5BlockingClient device = device();
    for (int i = 0; i < inTurn.length; i++) {
      device
          .publishWith()
          .topic(topic + "/" + i)
          .qos(MqttQos.AT_LEAST_ONCE)
          .retain(true)
          .payload(inTurn[i].getBytes(StandardCharsets.UTF_8))
          .send();
    }
    device.disconnect();
  }

  private static Mqtt5BlockingClient device() {
    Mqtt5BlockingClient device =
        Mqtt5Client.builder()
            .serverHost("127.0.0.1")
            .serverPort(broker.port())
            .simpleAuth()
            .username("ada")
            .password(Broker.PASSWORD.getBytes(StandardCharsets.UTF_8))
            .applySimpleAuth()
            .buildBlocking();
    device.connect();
    return device;
  }

  @Test
  void so_many_messages_land_as_records_with_their_topic() throws IOException {
    retain("count", "{\"a\": 1.50}", "[{\"a\": 2}, {\"a\": 3}]");

    String landed =
        fetch(Map.of("topics", List.of("count/+"), "messages", 2, "topic_column", "from"));

    assertThat(landed)
        .startsWith("[")
        .contains(
            "{\"from\":\"count/0\",\"a\":1.50}",
            "{\"from\":\"count/1\",\"a\":2}",
            "{\"from\":\"count/1\",\"a\":3}")
        .endsWith("]");
  }

  @Test
  void a_window_ends_the_listening() throws IOException {
    retain("window", "{\"a\":1}", "{\"a\":2}");

    String landed = fetch(Map.of("topics", List.of("window/#"), "window", 3));

    assertThat(landed).contains("{\"a\":1}", "{\"a\":2}");
  }

  @Test
  void a_message_that_is_no_json_lands_as_a_record_to_quarantine() throws IOException {
    retain("dirty", "{\"a\":1}", "23.5 C", "{\"a\":", "");

    String landed = fetch(Map.of("topics", List.of("dirty/+"), "messages", 3));

    assertThat(landed).contains("{\"a\":1}", "\"23.5 C\"", "\"{\\\"a\\\":\"");
  }

  @Test
  void a_silent_broker_is_one_error() {
    assertThatThrownBy(() -> fetch(Map.of("topics", List.of("nobody"), "window", 0.2)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"plant\" sent no message")
        .hasMessageContaining("check its topics [nobody]");
  }

  @Test
  void too_few_messages_in_time_are_one_error() {
    retain("few", "{\"a\":1}");

    assertThatThrownBy(() -> fetch(Map.of("topics", List.of("few/+"), "messages", 2, "timeout", 4)))
        .hasMessageContaining("sent too few messages in time")
        .hasMessageContaining("1 messages");
  }

  @Test
  void more_than_max_mb_is_one_error() {
    retain("large", "\"" + "x".repeat(200_000) + "\"");
    Mqtt5BlockingClient device = device();
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              while (!Thread.currentThread().isInterrupted() && device.getState().isConnected()) {
                device.publishWith().topic("large/x").payload(new byte[100_000]).send();
              }
            });

    assertThatThrownBy(() -> fetch(Map.of("topics", List.of("large/+"), "window", 20, "max_mb", 1)))
        .hasMessageContaining("sent too much")
        .hasMessageContaining("max_mb");
    device.disconnect();
    sending.exceptionally(gone -> null).join();
  }

  @Test
  void a_wrong_password_is_one_error_that_names_the_keys() {
    Map<String, ?> keys =
        Map.of("topics", List.of("a"), "messages", 1, "password", "hunter2", "timeout", 20);

    assertThatThrownBy(() -> fetch(keys))
        .hasMessageContaining("was not let in")
        .hasMessageContaining("check its username and password")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_broker_that_is_away_is_one_error() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String away = "mqtt://127.0.0.1:" + port;

    assertThatThrownBy(() -> fetch(Map.of("endpoint", away, "topics", List.of("a"), "messages", 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining(away);
  }

  @Test
  void what_accepts_and_never_answers_is_one_error() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      String endpoint = "mqtt://127.0.0.1:" + silent.getLocalPort();

      assertThatThrownBy(
              () ->
                  fetch(
                      Map.of(
                          "endpoint",
                          endpoint,
                          "topics",
                          List.of("a"),
                          "messages",
                          1,
                          "timeout",
                          1)))
          .hasMessageContaining("did not answer in time");
    }
  }

  @Test
  void an_interrupt_ends_the_listening_at_once() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      DataSource source =
          read(Map.of(
                  "endpoint",
                  "mqtt://127.0.0.1:" + silent.getLocalPort(),
                  "topics",
                  List.of("a"),
                  "messages",
                  1,
                  "timeout",
                  3600))
              .orElseThrow();
      CompletableFuture<Path> fetched = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  fetched.complete(source.fetch(temp.resolve("x"), context()));
                } catch (PipelineException e) {
                  fetched.completeExceptionally(e);
                }
              });
      thread.start();
      silent.accept().close();

      thread.interrupt();

      assertThatThrownBy(fetched::get).isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void keys_that_do_not_fit_are_refused() {
    List<String> topics = List.of("a");
    assertRefused(Map.of("topics", topics), "or window is needed");
    assertRefused(Map.of("messages", 1), "must be topic filters");
    assertRefused(Map.of("messages", 1, "topics", List.of("a/#/b")), "must be topic filters");
    assertRefused(Map.of("topics", topics, "window", 31), "must be shorter than timeout");
    assertRefused(
        Map.of("topics", topics, "messages", 1, "retries", 1), "is for an endpoint of HTTP");
    assertRefused(
        Map.of("topics", topics, "messages", 1, "endpoint", "mqtt://far.org"), "must be mqtts");
    assertRefused(
        Map.of("topics", topics, "messages", 1, "endpoint", "mqtts://far.org/a"), "without a path");
    assertRefused(
        Map.of("topics", topics, "endpoint", "http://127.0.0.1/"), "is for an endpoint of MQTT");
  }

  private void assertRefused(Map<String, ?> keys, String message) {
    assertThat(read(keys)).isEmpty();
    assertThat(problems.all())
        .extracting(Problems.Problem::message)
        .anyMatch(problem -> problem.startsWith(message) || problem.contains(message));
  }
}
