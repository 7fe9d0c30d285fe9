package io.edgeflow.deploy.trust;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;

/** What a device was given when it was provisioned: who it is and whom it trusts. */
public final class DeviceIdentity {
  static final String KEY = "device.key";
  static final String CERTIFICATE = "device.crt";

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final X509Certificate authority;
  private final ReleaseKey releaseKey;

  private DeviceIdentity(
      PrivateKey key,
      X509Certificate certificate,
      X509Certificate authority,
      ReleaseKey releaseKey) {
    this.key = key;
    this.certificate = certificate;
    this.authority = authority;
    this.releaseKey = releaseKey;
  }

  /**
   * Reads a provisioned folder.
   *
   * @throws io.edgeflow.core.error.PipelineException if a file is missing or broken
   */
  public static DeviceIdentity read(Path folder) {
    return new DeviceIdentity(
        Pem.privateKey(folder.resolve(KEY)),
        Pem.certificate(folder.resolve(CERTIFICATE)),
        Pem.certificate(folder.resolve(KeyFolder.AUTHORITY)),
        ReleaseKey.read(folder.resolve(KeyFolder.RELEASE_PUBLIC)));
  }

  /** The device's name, as in its certificate. */
  public String id() {
    return Subject.commonName(certificate);
  }

  /** The key that releases must be signed with. */
  public ReleaseKey releaseKey() {
    return releaseKey;
  }

  /** Whether the authority is a development one, good for loopback alone. */
  public boolean developmentOnly() {
    return Subject.developmentOnly(authority);
  }

  /** The device's side of mutual TLS; it asks for a client certificate of the same authority. */
  public SSLContext serverTls() {
    return Tls.context(key, certificate, authority);
  }
}
