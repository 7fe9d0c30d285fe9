package io.edgeflow.data.source;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small images, for tests. */
public final class Images {
  private Images() {}

  /** A gray PNG with the given pixels, row by row. */
  public static Path gray(Path file, int width, int... pixels) throws IOException {
    BufferedImage image =
        new BufferedImage(width, pixels.length / width, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, width, pixels.length / width, pixels);
    return write(file, image);
  }

  /** A PNG of one colour, as {@code 0xRRGGBB}. */
  public static Path colour(Path file, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    return write(file, image);
  }

  private static Path write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
