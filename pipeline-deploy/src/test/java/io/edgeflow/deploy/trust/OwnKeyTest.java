package io.edgeflow.deploy.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnKeyTest {
  @TempDir private Path folder;
  private PrivateKey key;
  private X509Certificate certificate;
  private OwnKey own;

  @BeforeEach
  void a_key() {
    KeyFolder.development(folder.resolve("keys"));
    key = Pem.privateKey(folder.resolve("keys/manager.key"));
    certificate = Pem.certificate(folder.resolve("keys/manager.crt"));
    own = new OwnKey(key, certificate);
  }

  @Test
  void either_side_is_given_the_key_where_its_algorithm_is_asked_for() {
    String client = own.chooseEngineClientAlias(new String[] {"RSA", "EC"}, null, null);
    String server = own.chooseEngineServerAlias("EC", null, null);

    assertThat(own.getPrivateKey(client)).isSameAs(key);
    assertThat(own.getPrivateKey(server)).isSameAs(key);
    assertThat(own.getCertificateChain(client)).containsExactly(certificate);
    assertThat(own.getClientAliases("EC", null)).containsExactly(client);
    assertThat(own.getServerAliases("EC", null)).containsExactly(server);
  }

  @Test
  void nobody_is_given_it_for_another_algorithm_or_name() {
    assertThat(own.chooseClientAlias(new String[] {"RSA"}, null, null)).isNull();
    assertThat(own.chooseServerAlias("RSA", null, null)).isNull();
    assertThat(own.getClientAliases("EdDSA", null)).isNull();
    assertThat(own.getPrivateKey("other")).isNull();
    assertThat(own.getCertificateChain("other")).isNull();
  }

  @Test
  void its_chain_cannot_be_changed_from_outside() {
    own.getCertificateChain("own")[0] = null;

    assertThat(own.getCertificateChain("own")).containsExactly(certificate);
  }
}
