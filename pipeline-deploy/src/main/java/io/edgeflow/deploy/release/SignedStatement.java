package io.edgeflow.deploy.release;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.trust.ReleaseKey;
import io.edgeflow.deploy.trust.ReleaseSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The exact bytes of a statement and the signature over them; not yet verified. */
public final class SignedStatement {
  private final byte[] bytes;
  private final byte[] signature;

  /** Takes what was received or read. */
  public SignedStatement(byte[] bytes, byte[] signature) {
    this.bytes = bytes.clone();
    this.signature = signature.clone();
  }

  /** Signs a statement. */
  public static SignedStatement sign(ReleaseStatement statement, ReleaseSigner signer) {
    byte[] bytes = Json.pretty(statement).getBytes(StandardCharsets.UTF_8);
    return new SignedStatement(bytes, signer.sign(bytes));
  }

  /** The statement, once its signature has been checked; nothing is parsed before that. */
  public ReleaseStatement verify(ReleaseKey key) throws RefusedException {
    if (!key.verifies(bytes, signature)) {
      throw new RefusedException(
          Refusal.SIGNATURE_INVALID, "the release statement is not signed by the trusted key");
    }
    try {
      return ReleaseStatement.FORM.read(bytes, "release_manifest.json");
    } catch (PipelineException e) {
      throw new RefusedException(
          Refusal.BUNDLE_INVALID,
          "the signed statement is of another form than this agent's: " + e.getMessage(),
          e);
    }
  }

  /** Writes {@code release_manifest.json} and {@code release_manifest.sig} into a folder. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve(Release.STATEMENT), bytes);
    AtomicFile.write(folder.resolve(Release.SIGNATURE), signature);
  }

  /** The statement's bytes, as signed. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The DER-encoded signature. */
  public byte[] signature() {
    return signature.clone();
  }
}
