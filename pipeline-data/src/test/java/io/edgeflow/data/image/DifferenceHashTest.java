package io.edgeflow.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.data.Oracle;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceHashTest {
  @Test
  void hashes_equal_those_of_imagehash_bit_for_bit() throws IOException {
    assertThat(Oracle.list("difference_hashes"))
        .hasSize(80)
        .allSatisfy(
            one ->
                assertThat("%016x".formatted(DifferenceHash.of(image(one))))
                    .as("%s × %s × %s", one.get("height"), one.get("width"), one.get("channels"))
                    .isEqualTo(one.get("hash")));
  }

  private static Image image(Map<String, Object> one) {
    return Image.of(
        ((Number) one.get("height")).intValue(),
        ((Number) one.get("width")).intValue(),
        ((Number) one.get("channels")).intValue(),
        Base64.getDecoder().decode((String) one.get("pixels")));
  }
}
