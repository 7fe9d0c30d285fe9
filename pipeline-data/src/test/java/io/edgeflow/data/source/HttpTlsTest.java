package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints over TLS; the certificates are made by the JDK's keytool. */
@Timeout(60)
class HttpTlsTest {
  @TempDir private Path temp;
  private SSLContext before;
  private TestKeys keys;

  @BeforeEach
  void remember() throws GeneralSecurityException {
    before = SSLContext.getDefault();
    keys = new TestKeys(temp);
  }

  @AfterEach
  void restore() {
    SSLContext.setDefault(before);
  }

  @Test
  void a_certificate_that_has_expired_is_one_clear_error() throws Exception {
    keys.make("ca", "-ext", "bc:c");
    keys.make(
        "leaf", "-signer", "ca", "-ext", "san=ip:127.0.0.1", "-startdate", "-9d", "-validity", "2");
    SSLContext.setDefault(keys.context("ca"));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"plant\" has a certificate that has expired")
        .hasMessageContaining("have it renewed");
  }

  @Test
  void a_certificate_that_is_trusted_is_taken_and_a_strange_one_is_not() throws Exception {
    keys.make("ca", "-ext", "bc:c");
    keys.make("leaf", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    assertThatThrownBy(this::fetch).hasMessageContaining("cannot be trusted by TLS");

    SSLContext.setDefault(keys.context("ca"));
    assertThat(fetch()).hasContent("[]");
  }

  private Path fetch() throws IOException, GeneralSecurityException {
    try (RawServer server =
        new RawServer(
            keys.context("leaf")
                .getServerSocketFactory()
                .createServerSocket(0, 0, InetAddress.getLoopbackAddress()))) {
      server.on("/s", RawServer.answer(200, "", "[]"));
      URI endpoint = URI.create("https://127.0.0.1:" + server.port() + "/s");
      return new HttpSource("plant", endpoint, Optional.empty(), Duration.ofSeconds(20), 100)
          .fetch(temp.resolve("download"), RunContext.standalone(temp.resolve("w"), 1), wait -> {});
    }
  }
}
