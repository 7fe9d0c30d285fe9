package io.edgeflow.deploy.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server only under the name that is expected at its address, within the handshake: no
 * byte of a request reaches another one. All devices of a local fleet have one host and differ by
 * port alone, so that checking the host is not enough.
 */
final class NamedPeer extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager pinned;
  private final Map<String, String> names;

  /**
   * Adds a check to that of a pinned authority.
   *
   * @param names the common name by address, {@code host:port}; another address is not trusted
   */
  NamedPeer(X509ExtendedTrustManager pinned, Map<String, String> names) {
    this.pinned = pinned;
    this.names = Map.copyOf(names);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    pinned.checkServerTrusted(chain, type, engine);
    requireName(chain, engine.getPeerHost() + ":" + engine.getPeerPort());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    pinned.checkServerTrusted(chain, type, socket);
    requireName(chain, socket.getInetAddress().getHostAddress() + ":" + socket.getPort());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("A peer is trusted at an address that is known");
  }

  private void requireName(X509Certificate[] chain, String address) throws CertificateException {
    String expected = names.get(address);
    String found = Subject.commonName(chain[0]);
    if (!found.equals(expected)) {
      throw new CertificateException(found + " answers, not " + expected);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    pinned.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    pinned.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    pinned.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return pinned.getAcceptedIssuers();
  }
}
