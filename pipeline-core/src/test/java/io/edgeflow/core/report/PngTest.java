package io.edgeflow.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Held to the reader of the JDK. */
class PngTest {
  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void a_colour_of_each_pixel_is_read_again() throws IOException {
    byte[] pixels = new byte[64 * 48 * 3];
    new Random(42).nextBytes(pixels);

    BufferedImage read = read(Png.of(64, 48, 3, pixels));

    assertThat(read.getWidth()).isEqualTo(64);
    assertThat(read.getHeight()).isEqualTo(48);
    for (int i = 0; i < 64 * 48; i++) {
      int wanted =
          (pixels[3 * i] & 0xff) << 16
              | (pixels[3 * i + 1] & 0xff) << 8
              | (pixels[3 * i + 2] & 0xff);
      assertThat(read.getRGB(i % 64, i / 64) & 0xffffff).as("pixel " + i).isEqualTo(wanted);
    }
  }

  @Test
  void a_grey_picture_is_read_again() throws IOException {
    BufferedImage read = read(Png.of(3, 1, 1, new byte[] {0, (byte) 128, (byte) 255}));

    assertThat(read.getRaster().getPixels(0, 0, 3, 1, (int[]) null)).containsExactly(0, 128, 255);
  }
}
