package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints over TLS; the certificates are made by the JDK's keytool. */
@Timeout(60)
class HttpTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path temp;
  private SSLContext before;

  @BeforeEach
  void remember() throws GeneralSecurityException {
    before = SSLContext.getDefault();
  }

  @AfterEach
  void restore() {
    SSLContext.setDefault(before);
  }

  @Test
  void a_certificate_that_has_expired_is_one_clear_error() throws Exception {
    make("ca", "-ext", "bc:c");
    make(
        "leaf", "-signer", "ca", "-ext", "san=ip:127.0.0.1", "-startdate", "-9d", "-validity", "2");
    SSLContext.setDefault(context("ca"));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"plant\" has a certificate that has expired")
        .hasMessageContaining("have it renewed");
  }

  @Test
  void a_certificate_that_is_trusted_is_taken_and_a_strange_one_is_not() throws Exception {
    make("ca", "-ext", "bc:c");
    make("leaf", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    assertThatThrownBy(this::fetch).hasMessageContaining("cannot be trusted by TLS");

    SSLContext.setDefault(context("ca"));
    assertThat(fetch()).hasContent("[]");
  }

  private Path fetch() throws IOException, GeneralSecurityException {
    try (RawServer server =
        new RawServer(
            context("leaf")
                .getServerSocketFactory()
                .createServerSocket(0, 0, InetAddress.getLoopbackAddress()))) {
      server.on("/s", RawServer.answer(200, "", "[]"));
      URI endpoint = URI.create("https://127.0.0.1:" + server.port() + "/s");
      return new HttpSource("plant", endpoint, Optional.empty(), Duration.ofSeconds(20), 100)
          .fetch(temp.resolve("download"), RunContext.standalone(temp.resolve("w"), 1), wait -> {});
    }
  }

  /** What shows the leaf's certificate, or trusts the authority's. */
  private SSLContext context(String alias) throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(temp.resolve("keys"))) {
      all.load(in, PASSWORD);
    }
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    if (alias.equals("ca")) {
      one.setCertificateEntry(alias, all.getCertificate(alias));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(one);
      context.init(null, trust.getTrustManagers(), null);
    } else {
      one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(one, PASSWORD);
      context.init(keys.getKeyManagers(), null, null);
    }
    return context;
  }

  private void make(String alias, String... options) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", alias));
    command.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + alias, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", temp.resolve("keys").toString()));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    command.addAll(List.of(options));
    File log = temp.resolve("keytool.log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    assertThat(process.waitFor()).as(Files.readString(log.toPath())).isZero();
  }
}
