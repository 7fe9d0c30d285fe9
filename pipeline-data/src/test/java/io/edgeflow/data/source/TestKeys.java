package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates in the file {@code keys} of a folder: of an authority {@code ca} and others. */
record TestKeys(Path folder) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Of all files. */
  static String password() {
    return new String(PASSWORD);
  }

  /** A file with the key of one alone, or with the certificate of the authority alone. */
  Path file(String alias) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(alias + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      one(alias).store(out, PASSWORD);
    }
    return file;
  }

  /** What shows the leaf's certificate, or trusts the authority's. */
  SSLContext context(String alias) throws IOException, GeneralSecurityException {
    KeyStore one = one(alias);
    SSLContext context = SSLContext.getInstance("TLS");
    if (alias.equals("ca")) {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(one);
      context.init(null, trust.getTrustManagers(), null);
    } else {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(one, PASSWORD);
      context.init(keys.getKeyManagers(), null, null);
    }
    return context;
  }

  private KeyStore one(String alias) throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys"))) {
      all.load(in, PASSWORD);
    }
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, PASSWORD);
    if (alias.equals("ca")) {
      one.setCertificateEntry(alias, all.getCertificate(alias));
    } else {
      one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    }
    return one;
  }

  /** Makes a key with a certificate, by the JDK's keytool. */
  void make(String alias, String... options) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", alias));
    command.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + alias, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", folder.resolve("keys").toString()));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    command.addAll(List.of(options));
    File log = folder.resolve("keytool.log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    assertThat(process.waitFor()).as(Files.readString(log.toPath())).isZero();
  }
}
