package io.edgeflow.deploy.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS 1.3 with an own certificate, trusting one pinned authority and none of the system's. */
final class Tls {
  private Tls() {}

  static SSLContext context(PrivateKey key, X509Certificate own, X509Certificate authority) {
    return context(key, own, authority, trust -> trust);
  }

  /** The same, where a peer has to be who is expected at its address. */
  static SSLContext context(
      PrivateKey key, X509Certificate own, X509Certificate authority, Map<String, String> names) {
    return context(key, own, authority, trust -> new NamedPeer(trust, names));
  }

  private static SSLContext context(
      PrivateKey key,
      X509Certificate own,
      X509Certificate authority,
      UnaryOperator<X509ExtendedTrustManager> check) {
    try {
      KeyManager[] keys = {new OwnKey(key, own, authority)};
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      KeyStore trustStore = emptyStore();
      trustStore.setCertificateEntry("authority", authority);
      trust.init(trustStore);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      X509ExtendedTrustManager pinned = (X509ExtendedTrustManager) trust.getTrustManagers()[0];
      context.init(keys, new TrustManager[] {check.apply(pinned)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Every Java platform has TLS 1.3 and PKCS #12", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
