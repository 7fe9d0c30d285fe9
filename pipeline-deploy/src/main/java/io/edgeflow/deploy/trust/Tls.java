package io.edgeflow.deploy.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS 1.3 with an own certificate, trusting one pinned authority and none of the system's. */
final class Tls {
  private Tls() {}

  static SSLContext context(PrivateKey key, X509Certificate own, X509Certificate authority) {
    try {
      KeyManager[] keys = {new OwnKey(key, own, authority)};
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      KeyStore trustStore = emptyStore();
      trustStore.setCertificateEntry("authority", authority);
      trust.init(trustStore);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys, trust.getTrustManagers(), null);
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
