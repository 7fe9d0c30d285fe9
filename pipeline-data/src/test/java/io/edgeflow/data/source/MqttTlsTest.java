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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker of MQTT 5 that is reached by TLS alone. */
@Timeout(120)
class MqttTlsTest {
  private static final String STORE = "javax.net.ssl.trustStore";
  private static final String STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir private static Path folder;
  private static TestKeys keys;
  private static Broker broker;

  @TempDir private Path temp;

  @BeforeAll
  static void start() throws Exception {
    keys = new TestKeys(folder);
    keys.make("ca", "-ext", "bc:c");
    keys.make("leaf", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    broker = Broker.startWithTls(folder, keys.file("leaf"), TestKeys.password());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void trustAsBefore() {
    System.clearProperty(STORE);
    System.clearProperty(STORE_PASSWORD);
  }

  private static void trust() throws Exception {
    System.setProperty(STORE, keys.file("ca").toString());
    System.setProperty(STORE_PASSWORD, TestKeys.password());
  }

  private String fetch(String host) throws IOException {
    Problems problems = new Problems();
    Map<String, Object> values =
        Map.of(
            "name",
            "plant",
            "type",
            "sensors",
            "endpoint",
            "mqtts://" + host + ":" + broker.port(),
            "username",
            "ada",
            "password",
            Broker.PASSWORD,
            "topics",
            List.of("hall/+"),
            "messages",
            1,
            "timeout",
            60);
    Section entry = DataSource.FIELDS.read(ConfigValues.node(values), "s", problems);
    DataSource source = DataSource.from(List.of(entry), Optional.empty(), problems).get(0);
    return Files.readString(
        source.fetch(temp.resolve("download"), RunContext.standalone(temp.resolve("w"), 1)));
  }

  @Test
  void messages_of_a_broker_whose_certificate_is_trusted_land() throws Exception {
    trust();
    Mqtt5BlockingClient device =
        Mqtt5Client.builder()
            .serverHost("127.0.0.1")
            .serverPort(broker.port())
            .sslWithDefaultConfig()
            .simpleAuth()
            .username("ada")
            .password(Broker.PASSWORD.getBytes(StandardCharsets.UTF_8))
            .applySimpleAuth()
            .buildBlocking();
    device.connect();
    device
        .publishWith()
        .topic("hall/1")
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .payload("{\"a\": 1}".getBytes(StandardCharsets.UTF_8))
        .send();
    device.disconnect();

    assertThat(fetch("127.0.0.1")).contains("{\"a\":1}");
  }

  @Test
  void a_broker_whose_certificate_nobody_trusts_is_one_clear_error() {
    assertThatThrownBy(() -> fetch("127.0.0.1"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"plant\" cannot be trusted by TLS")
        .hasMessageContaining("limit: a certificate for 127.0.0.1 that this Java trusts")
        .hasMessageContaining("-Djavax.net.ssl.trustStore");
  }

  @Test
  void a_certificate_for_another_host_is_not_trusted() throws Exception {
    trust();

    assertThatThrownBy(() -> fetch("localhost"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot be trusted by TLS")
        .hasMessageContaining("a certificate for localhost");
  }
}
