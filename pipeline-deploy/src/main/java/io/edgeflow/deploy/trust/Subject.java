package io.edgeflow.deploy.trust;

import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * Reads the names in certificates. Apart from what makes certificates, whose library takes a while
 * to load and which a device never needs.
 */
final class Subject {
  /** The part of an authority's name that says what its certificates are not good for. */
  static final String DEVELOPMENT = "OU=development only";

  private Subject() {}

  static boolean developmentOnly(X509Certificate authority) {
    return authority.getSubjectX500Principal().getName().contains(DEVELOPMENT);
  }

  /** The common name; empty when there is none. */
  static String commonName(X509Certificate certificate) {
    return Arrays.stream(certificate.getSubjectX500Principal().getName().split(","))
        .filter(part -> part.startsWith("CN="))
        .map(part -> part.substring("CN=".length()))
        .findFirst()
        .orElse("");
  }
}
