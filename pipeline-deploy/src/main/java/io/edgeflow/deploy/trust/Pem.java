package io.edgeflow.deploy.trust;

import io.edgeflow.core.error.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** EC keys and certificates as PEM text (RFC 7468), as OpenSSL writes and reads them. */
final class Pem {
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final String PUBLIC_KEY = "PUBLIC KEY";

  private Pem() {}

  static String of(PrivateKey key) {
    return block(PRIVATE_KEY, key.getEncoded());
  }

  static String of(PublicKey key) {
    return block(PUBLIC_KEY, key.getEncoded());
  }

  static String of(X509Certificate certificate) throws GeneralSecurityException {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  static PrivateKey privateKey(Path file) {
    return parse(
        file,
        text ->
            KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(body(PRIVATE_KEY, text))));
  }

  static PublicKey publicKey(Path file) {
    return parse(
        file,
        text ->
            KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(body(PUBLIC_KEY, text))));
  }

  static X509Certificate certificate(Path file) {
    return parse(
        file,
        text ->
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
  }

  private interface Parser<T> {
    T parse(String text) throws GeneralSecurityException;
  }

  private static <T> T parse(Path file, Parser<T> parser) {
    try {
      return parser.parse(Files.readString(file));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw PipelineException.failed("Cannot read the key or certificate")
          .where(file)
          .remedy("give an EC P-256 key or certificate as PEM; private keys as PKCS #8")
          .cause(e)
          .build();
    }
  }

  private static String block(String type, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }

  private static byte[] body(String type, String text) {
    String begin = "-----BEGIN " + type + "-----";
    String end = "-----END " + type + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("No block " + begin);
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }
}
