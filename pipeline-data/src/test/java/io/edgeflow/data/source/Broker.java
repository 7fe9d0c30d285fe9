package io.edgeflow.data.source;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** HiveMQ's Community Edition on loopback, which lets in who knows the password. */
final class Broker implements AutoCloseable {
  static final String PASSWORD = "lovelace";

  private final EmbeddedHiveMQ broker;
  private final int port;

  private Broker(EmbeddedHiveMQ broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  static Broker start(Path folder) throws IOException {
    return start(
        folder,
        "<tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>");
  }

  /** With the first key of a store of PKCS #12. */
  static Broker startWithTls(Path folder, Path keys, String password) throws IOException {
    return start(
        folder,
        """
        <tls-tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address><tls>
          <keystore><path>{keys}</path><password>{password}</password>
          <private-key-password>{password}</private-key-password></keystore>
        </tls></tls-tcp-listener>
        """
            .replace("{keys}", keys.toAbsolutePath().toString())
            .replace("{password}", password));
  }

  private static Broker start(Path folder, String listener) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("config.xml"),
        """
        <hivemq>
          <listeners>
            %s
          </listeners>
          <persistence><mode>in-memory</mode></persistence>
          <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
        </hivemq>
        """
            .formatted(listener.formatted(port)));
    EmbeddedHiveMQ broker =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(conf)
            .withDataFolder(Files.createDirectories(folder.resolve("data")))
            .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
            .withEmbeddedExtension(
                EmbeddedExtension.builder()
                    .withId("door")
                    .withName("door")
                    .withVersion("1")
                    .withExtensionMain(new Door())
                    .build())
            .build();
    broker.start().join();
    return new Broker(broker, port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    broker.stop().join();
  }

  private static final class Door implements ExtensionMain, SimpleAuthenticator {
    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
      Services.securityRegistry().setAuthenticatorProvider(given -> this);
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
      Optional<String> password =
          input
              .getConnectPacket()
              .getPassword()
              .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString());
      if (password.filter(PASSWORD::equals).isPresent()) {
        output.authenticateSuccessfully();
      } else {
        output.failAuthentication();
      }
    }
  }
}
