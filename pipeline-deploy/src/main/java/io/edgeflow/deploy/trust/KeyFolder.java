package io.edgeflow.deploy.trust;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The manager's keys: the certificate authority of the fleet, the release key and the manager's own
 * client certificate. The folder is readable by its owner only.
 */
public final class KeyFolder {
  static final String AUTHORITY = "ca.crt";
  static final String RELEASE_PUBLIC = "release.pub";
  private static final String AUTHORITY_KEY = "ca.key";
  private static final String RELEASE_KEY = "release.key";
  private static final String MANAGER = "manager.crt";
  private static final String MANAGER_KEY = "manager.key";
  private static final String ASIDE = ".keys";
  private static final String DEVELOPMENT_AUTHORITY =
      "CN=Edgeflow development CA," + Subject.DEVELOPMENT;

  private final Path folder;
  private final X509Certificate authority;

  private KeyFolder(Path folder) {
    this.folder = folder;
    this.authority = Pem.certificate(folder.resolve(AUTHORITY));
  }

  /**
   * Opens keys made elsewhere: {@code ca.crt}, {@code release.key}, {@code release.pub}, {@code
   * manager.crt} and {@code manager.key}; {@code ca.key} only where devices are provisioned.
   *
   * @throws PipelineException if the authority's certificate is missing or broken
   */
  public static KeyFolder open(Path folder) {
    return new KeyFolder(folder);
  }

  /**
   * Opens a workspace's keys; the first call makes them, marked as development-only: loopback
   * fleets alone accept them.
   */
  public static KeyFolder development(Path folder) {
    if (Files.exists(folder)) {
      removeTornOnes(folder);
    } else {
      create(folder);
    }
    return new KeyFolder(folder);
  }

  /** Whether these keys are for development only. */
  public boolean developmentOnly() {
    return Subject.developmentOnly(authority);
  }

  /** Signs releases. */
  public ReleaseSigner signer() {
    return new ReleaseSigner(Pem.privateKey(folder.resolve(RELEASE_KEY)));
  }

  /** Verifies releases. */
  public ReleaseKey releaseKey() {
    return ReleaseKey.read(folder.resolve(RELEASE_PUBLIC));
  }

  /**
   * The manager's side of mutual TLS with known devices.
   *
   * @param devices the id of each by its address, {@code host:port}; a handshake with another fails
   */
  public SSLContext managerTls(Map<String, String> devices) {
    return Tls.context(
        Pem.privateKey(folder.resolve(MANAGER_KEY)),
        Pem.certificate(folder.resolve(MANAGER)),
        authority,
        devices);
  }

  /**
   * Gives a device on this machine its key, its certificate and what it trusts. A device that these
   * keys provisioned before keeps what it has.
   */
  public void provision(String deviceId, Path deviceFolder) {
    try {
      if (knows(deviceFolder)) {
        return;
      }
      PrivateKey authorityKey = Pem.privateKey(folder.resolve(AUTHORITY_KEY));
      KeyPair own = CertificateIssuer.newKeyPair();
      CertificateIssuer issuer =
          new CertificateIssuer(
              X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), authorityKey);
      OwnerOnly.folder(deviceFolder);
      OwnerOnly.file(deviceFolder.resolve(DeviceIdentity.KEY), Pem.of(own.getPrivate()));
      OwnerOnly.file(
          deviceFolder.resolve(DeviceIdentity.CERTIFICATE),
          Pem.of(issuer.device(deviceId, own.getPublic())));
      copy(RELEASE_PUBLIC, deviceFolder);
      // Last, because knows() takes it as the sign that all is there.
      copy(AUTHORITY, deviceFolder);
    } catch (IOException | GeneralSecurityException e) {
      throw PipelineException.failed("Cannot provision the device " + deviceId)
          .where(deviceFolder)
          .cause(e)
          .build();
    }
  }

  private boolean knows(Path deviceFolder) throws IOException {
    return same(AUTHORITY, deviceFolder) && same(RELEASE_PUBLIC, deviceFolder);
  }

  private boolean same(String name, Path deviceFolder) throws IOException {
    Path given = deviceFolder.resolve(name);
    return Files.exists(given) && Files.mismatch(folder.resolve(name), given) < 0;
  }

  private void copy(String name, Path deviceFolder) throws IOException {
    OwnerOnly.file(deviceFolder.resolve(name), Files.readString(folder.resolve(name)));
  }

  /** What was being made when its process was killed; nobody needs it once there are keys. */
  private static void removeTornOnes(Path folder) {
    Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
    try (DirectoryStream<Path> torn = Files.newDirectoryStream(parent, ASIDE + "*")) {
      for (Path each : torn) {
        FileTree.delete(each);
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot remove what is left of unfinished keys")
          .where(parent)
          .cause(e)
          .build();
    }
  }

  private static void create(Path folder) {
    try {
      Path parent = folder.toAbsolutePath().getParent();
      Files.createDirectories(parent);
      Path aside = Files.createTempDirectory(parent, ASIDE);
      OwnerOnly.folder(aside);
      write(aside);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | GeneralSecurityException e) {
      throw PipelineException.failed("Cannot make the development keys")
          .where(folder)
          .cause(e)
          .build();
    }
  }

  private static void write(Path folder) throws IOException, GeneralSecurityException {
    KeyPair authority = CertificateIssuer.newKeyPair();
    KeyPair release = CertificateIssuer.newKeyPair();
    KeyPair manager = CertificateIssuer.newKeyPair();
    CertificateIssuer issuer =
        new CertificateIssuer(new X500Name(DEVELOPMENT_AUTHORITY), authority.getPrivate());
    OwnerOnly.file(folder.resolve(AUTHORITY_KEY), Pem.of(authority.getPrivate()));
    OwnerOnly.file(folder.resolve(AUTHORITY), Pem.of(issuer.authority(authority.getPublic())));
    OwnerOnly.file(folder.resolve(RELEASE_KEY), Pem.of(release.getPrivate()));
    OwnerOnly.file(folder.resolve(RELEASE_PUBLIC), Pem.of(release.getPublic()));
    OwnerOnly.file(folder.resolve(MANAGER_KEY), Pem.of(manager.getPrivate()));
    OwnerOnly.file(folder.resolve(MANAGER), Pem.of(issuer.manager(manager.getPublic())));
  }
}
