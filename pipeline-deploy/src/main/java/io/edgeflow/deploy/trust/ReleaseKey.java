package io.edgeflow.deploy.trust;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** The pinned public key that releases are verified with. Thread-safe. */
public final class ReleaseKey {
  private final PublicKey key;

  ReleaseKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a PEM public key, for example {@code .edgeflow/keys/release.pub}.
   *
   * @throws io.edgeflow.core.error.PipelineException if the file is not one
   */
  public static ReleaseKey read(Path file) {
    return new ReleaseKey(Pem.publicKey(file));
  }

  /** Whether the DER-encoded ECDSA signature over exactly these bytes was made with this key. */
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform verifies ECDSA", e);
    }
  }
}
