package io.edgeflow.deploy.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes EC P-256 keys and X.509 certificates (RFC 5280). The certificates have no well-defined end,
 * as RFC 5280 section 4.1.2.5 writes it: a development certificate dies with its workspace.
 */
final class CertificateIssuer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final Date FOREVER = Date.from(Instant.parse("9999-12-31T23:59:59Z"));
  private static final int SERIAL_BITS = 120;

  private final X500Name issuer;
  private final PrivateKey key;

  CertificateIssuer(X500Name issuer, PrivateKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  X509Certificate authority(PublicKey own) throws GeneralSecurityException {
    return build(
        issuer,
        own,
        builder ->
            builder
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)));
  }

  /** A certificate that can command devices and cannot pose as one. */
  X509Certificate manager(PublicKey own) throws GeneralSecurityException {
    return build(
        new X500Name("CN=manager"),
        own,
        builder ->
            builder
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                    Extension.extendedKeyUsage,
                    true,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
  }

  /** A certificate for a server on this machine, which cannot command other devices. */
  X509Certificate device(String id, PublicKey own) throws GeneralSecurityException {
    GeneralName[] names = {
      new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
      new GeneralName(GeneralName.dNSName, "localhost"),
    };
    return build(
        new X500Name("CN=" + id),
        own,
        builder ->
            builder
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                    Extension.extendedKeyUsage,
                    true,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names)));
  }

  private interface Extensions {
    void addTo(X509v3CertificateBuilder builder) throws IOException;
  }

  private X509Certificate build(X500Name subject, PublicKey own, Extensions extensions)
      throws GeneralSecurityException {
    BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(issuer, serial, FROM, FOREVER, subject, own);
    try {
      extensions.addTo(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException("Cannot issue the certificate " + subject, e);
    }
  }
}
