package io.edgeflow.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** The stored samples of a decoded image, which no colour space is applied to. */
final class Samples {
  private Samples() {}

  static Image of(BufferedImage image) {
    Raster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return indexed(raster, palette);
    }
    int bands = raster.getNumBands();
    int channels = bands < 3 ? 1 : 3;
    byte[] pixels = new byte[raster.getHeight() * raster.getWidth() * channels];
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && raster.getDataBuffer() instanceof DataBufferByte data
        && raster.getParent() == null) {
      copy(data.getData(), data.getOffset(), model, channels, pixels);
      return new Image(raster.getHeight(), raster.getWidth(), channels, pixels);
    }
    int[] row = new int[raster.getWidth() * bands];
    for (int y = 0, to = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int x = 0; x < raster.getWidth(); x++) {
        for (int c = 0; c < channels; c++) {
          pixels[to++] = (byte) row[x * bands + c];
        }
      }
    }
    return new Image(raster.getHeight(), raster.getWidth(), channels, pixels);
  }

  /** The same as {@code getPixels}, which makes an int of each sample, of most decoded images. */
  private static void copy(
      byte[] from, int offset, PixelInterleavedSampleModel model, int channels, byte[] pixels) {
    int[] bands = model.getBandOffsets();
    for (int y = 0, to = 0; y < model.getHeight(); y++) {
      int at = offset + y * model.getScanlineStride();
      for (int x = 0; x < model.getWidth(); x++, at += model.getPixelStride()) {
        pixels[to++] = from[at + bands[0]];
        if (channels > 1) {
          pixels[to++] = from[at + bands[1]];
          pixels[to++] = from[at + bands[2]];
        }
      }
    }
  }

  /** Gray where all colours of the palette are. */
  private static Image indexed(Raster raster, IndexColorModel palette) {
    boolean gray = true;
    for (int i = 0; i < palette.getMapSize(); i++) {
      int red = palette.getRed(i);
      gray &= red == palette.getGreen(i) && red == palette.getBlue(i);
    }
    int channels = gray ? 1 : 3;
    byte[] pixels = new byte[raster.getHeight() * raster.getWidth() * channels];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int x = 0; x < raster.getWidth(); x++) {
        int index = raster.getSample(x, y, 0);
        pixels[to++] = (byte) palette.getRed(index);
        if (!gray) {
          pixels[to++] = (byte) palette.getGreen(index);
          pixels[to++] = (byte) palette.getBlue(index);
        }
      }
    }
    return new Image(raster.getHeight(), raster.getWidth(), channels, pixels);
  }
}
