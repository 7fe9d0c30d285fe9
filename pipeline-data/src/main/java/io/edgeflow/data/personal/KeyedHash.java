package io.edgeflow.data.personal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) of texts in UTF-8. Not thread-safe. */
final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BLOCK = 64;
  private static final int INNER = 0x36;
  private static final int OUTER = 0x5c;

  private final Mac mac;
  private final byte[] block;

  KeyedHash(byte[] key) {
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] fitting =
          key.length > BLOCK ? java.security.MessageDigest.getInstance("SHA-256").digest(key) : key;
      this.block = Arrays.copyOf(fitting, BLOCK);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  /** In 64 hexadecimal digits. */
  String of(String value) {
    return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is hashed before a text, in hexadecimal digits. */
  String inner() {
    return padded(INNER);
  }

  /** What is hashed before the hash of that. */
  String outer() {
    return padded(OUTER);
  }

  private String padded(int pad) {
    byte[] bytes = block.clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= (byte) pad;
    }
    return HexFormat.of().formatHex(bytes);
  }
}
