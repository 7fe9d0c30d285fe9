package io.edgeflow.deploy.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseSignerTest {
  private static final byte[] SAMPLE = "sample".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6979, appendix A.2.5, P-256 with SHA-256. */
  @Test
  void gives_the_signature_of_rfc_6979_a_2_5() {
    String secret = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
    String r = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716";
    String s = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";

    byte[] signature = new ReleaseSigner(new BigInteger(secret, 16)).sign(SAMPLE);

    String der = "3046" + "022100" + r + "022100" + s;
    assertThat(HexFormat.of().withUpperCase().formatHex(signature)).isEqualTo(der);
  }

  @Test
  void the_jdk_verifies_what_was_signed_and_nothing_else(@TempDir Path folder) {
    KeyFolder keys = KeyFolder.development(folder.resolve("keys"));
    byte[] signature = keys.signer().sign(SAMPLE);
    byte[] other = "sampled".getBytes(StandardCharsets.US_ASCII);

    assertThat(keys.releaseKey().verifies(SAMPLE, signature)).isTrue();
    assertThat(keys.releaseKey().verifies(other, signature)).isFalse();
    assertThat(keys.releaseKey().verifies(SAMPLE, new byte[] {1, 2, 3})).isFalse();
    assertThat(keys.releaseKey().verifies(SAMPLE, new byte[0])).isFalse();
  }

  @Test
  void equal_messages_get_equal_signatures(@TempDir Path folder) {
    KeyFolder keys = KeyFolder.development(folder.resolve("keys"));

    assertThat(keys.signer().sign(SAMPLE)).isEqualTo(keys.signer().sign(SAMPLE));
  }
}
