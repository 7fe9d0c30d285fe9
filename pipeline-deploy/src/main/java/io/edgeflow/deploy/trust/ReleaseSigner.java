package io.edgeflow.deploy.trust;

import io.edgeflow.core.artifact.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * Deterministic ECDSA on P-256 with SHA-256 (RFC 6979): the same key and bytes give the same
 * signature, and no weak random number can leak the key. Thread-safe.
 */
public final class ReleaseSigner {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256r1");

  private final BigInteger secret;

  /** Signs with an EC P-256 private key. */
  ReleaseSigner(PrivateKey key) {
    this(((ECPrivateKey) key).getS());
  }

  ReleaseSigner(BigInteger secret) {
    this.secret = secret;
  }

  /** The DER-encoded signature of the bytes, as OpenSSL and the JDK verify it. */
  public byte[] sign(byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(secret, new ECDomainParameters(CURVE)));
    BigInteger[] rs = signer.generateSignature(HexFormat.of().parseHex(Sha256.of(message)));
    try {
      return StandardDSAEncoding.INSTANCE.encode(CURVE.getN(), rs[0], rs[1]);
    } catch (IOException e) {
      throw new IllegalStateException("Two numbers have a DER form", e);
    }
  }
}
