package io.edgeflow.deploy.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
  @TempDir private Path folder;
  private KeyFolder keys;

  @BeforeEach
  void make_keys() {
    keys = KeyFolder.development(folder.resolve("keys"));
  }

  @Test
  void keys_that_a_kill_left_unfinished_are_removed() throws Exception {
    Path torn = Files.createDirectories(folder.resolve(".keys123"));
    Files.writeString(torn.resolve("ca.key"), "half");
    KeyFolder.development(folder.resolve("keys"));

    KeyFolder.development(folder.resolve("keys"));

    assertThat(torn).doesNotExist();
  }

  @Test
  void only_the_owner_reads_keys() throws IOException {
    assertThat(permissions(folder.resolve("keys"))).isEqualTo("rwx------");
    assertThat(files(folder.resolve("keys")))
        .hasSize(6)
        .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
  }

  @Test
  void keys_are_made_once() throws IOException {
    String first = Files.readString(folder.resolve("keys/release.key"));

    KeyFolder.development(folder.resolve("keys"));

    assertThat(Files.readString(folder.resolve("keys/release.key"))).isEqualTo(first);
    assertThat(files(folder)).containsExactly(folder.resolve("keys"));
  }

  @Test
  void the_mark_of_development_is_in_the_certificate_itself() {
    keys.provision("device-01", folder.resolve("device"));

    assertThat(keys.developmentOnly()).isTrue();
    assertThat(DeviceIdentity.read(folder.resolve("device")).developmentOnly()).isTrue();
  }

  @Test
  void a_device_is_provisioned_once_for_the_same_keys() throws IOException {
    keys.provision("device-01", folder.resolve("device"));
    String first = Files.readString(folder.resolve("device/device.crt"));

    keys.provision("device-01", folder.resolve("device"));

    assertThat(Files.readString(folder.resolve("device/device.crt"))).isEqualTo(first);
    assertThat(DeviceIdentity.read(folder.resolve("device")).id()).isEqualTo("device-01");
    assertThat(permissions(folder.resolve("device/device.key"))).isEqualTo("rw-------");
  }

  @Test
  void a_device_of_other_keys_is_provisioned_anew() throws IOException {
    keys.provision("device-01", folder.resolve("device"));
    String first = Files.readString(folder.resolve("device/device.crt"));

    KeyFolder.development(folder.resolve("others"))
        .provision("device-01", folder.resolve("device"));

    assertThat(Files.readString(folder.resolve("device/device.crt"))).isNotEqualTo(first);
  }

  @Test
  void an_authority_of_ones_own_is_not_for_development_only() throws Exception {
    KeyPair own = CertificateIssuer.newKeyPair();
    X500Name name = new X500Name("CN=Acme fleet");
    Path acme = Files.createDirectory(folder.resolve("acme"));
    Files.writeString(
        acme.resolve("ca.crt"),
        Pem.of(new CertificateIssuer(name, own.getPrivate()).authority(own.getPublic())));

    assertThat(KeyFolder.open(acme).developmentOnly()).isFalse();
  }

  @Test
  void a_broken_key_is_named() throws IOException {
    Files.writeString(folder.resolve("keys/release.key"), "not a key");

    assertThatThrownBy(keys::signer)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("release.key");
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
