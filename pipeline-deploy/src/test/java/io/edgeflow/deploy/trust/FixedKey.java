package io.edgeflow.deploy.trust;

import java.math.BigInteger;

/** The published key pair of RFC 6979, appendix A.2.5: signs golden files and nothing else. */
public final class FixedKey {
  private static final String SECRET =
      "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

  private FixedKey() {}

  /** The signer; {@code golden/release.pub} verifies it. */
  public static ReleaseSigner signer() {
    return new ReleaseSigner(new BigInteger(SECRET, 16));
  }
}
