package io.edgeflow.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.edgeflow.data.Oracle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageTest {
  @Test
  void resizing_gives_what_pillow_gives() throws IOException {
    Map<String, Object> golden = ImageReaderTest.golden("rgb.png");
    Image image = Image.of(11, 17, 3, ImageReaderTest.bytes(golden.get("rgb")));

    for (Object each : (List<?>) golden.get("resized")) {
      Map<?, ?> resized = (Map<?, ?>) each;
      float[] to = Oracle.floats(resized.get("to"));

      Image actual = image.resized((int) to[0], (int) to[1]);

      assertArrayEquals(ImageReaderTest.bytes(resized.get("rgb")), actual.pixels());
      assertEquals((int) to[0], actual.height());
      assertEquals((int) to[1], actual.width());
    }
  }

  @Test
  void the_middle_is_cut_out() {
    Image image = gray(3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    assertArrayEquals(new byte[] {6, 7}, image.cropped(1, 2).pixels());
    assertArrayEquals(new byte[] {2, 3, 6, 7}, image.cropped(2, 2).pixels());
    assertThrows(IllegalArgumentException.class, () -> image.cropped(4, 4));
  }

  @Test
  void an_image_fills_another_shape_without_distortion() {
    Image wide = gray(2, 6, 9, 9, 1, 1, 9, 9, 9, 9, 1, 1, 9, 9);
    Image high = gray(6, 2, 9, 9, 9, 9, 1, 1, 1, 1, 9, 9, 9, 9);

    assertArrayEquals(new byte[] {1, 1, 1, 1}, wide.filling(2, 2).pixels());
    assertArrayEquals(new byte[] {1}, high.filling(1, 1).pixels());
    assertArrayEquals(wide.pixels(), wide.filling(2, 6).pixels());
  }

  @Test
  void gray_becomes_colour_and_colour_gray_by_luminance() {
    assertArrayEquals(new byte[] {7, 7, 7}, gray(1, 1, 7).channels(3).pixels());

    byte[] colours = {(byte) 255, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255};
    assertArrayEquals(
        new byte[] {76, (byte) 150, 29}, Image.of(1, 3, 3, colours).channels(1).pixels());
  }

  @Test
  void what_is_no_image_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Image.of(1, 1, 2, new byte[2]));
    assertThrows(IllegalArgumentException.class, () -> Image.of(2, 1, 1, new byte[1]));
    assertThrows(IllegalArgumentException.class, () -> gray(1, 1, 7).channels(4));
  }

  private static Image gray(int height, int width, int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return Image.of(height, width, 1, bytes);
  }
}
