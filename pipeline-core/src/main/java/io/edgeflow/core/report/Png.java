package io.edgeflow.core.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files of 8 bits a channel (W3C Portable Network Graphics, second edition). Java's own
 * writer adds a shutdown hook, which fails in the report of a run that is stopped by a signal.
 */
public final class Png {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int HEADER_BYTES = 13;
  private static final byte BITS = 8;
  private static final byte GREY = 0;
  private static final byte RGB = 2;

  private Png() {}

  /**
   * A file.
   *
   * @param channels 1 for grey, 3 for red, green and blue
   * @param pixels row after row, the channels of a pixel together
   */
  public static byte[] of(int width, int height, int channels, byte[] pixels) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
    byte type = channels == 1 ? GREY : RGB;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putInt(width).putInt(height);
    chunk(file, "IHDR", header.put(BITS).put(type).array());
    chunk(file, "IDAT", deflated(unfiltered(height, width * channels, pixels)));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  /** Each row begins with the number of its filter, 0 for none. */
  private static byte[] unfiltered(int height, int rowBytes, byte[] pixels) {
    ByteBuffer rows = ByteBuffer.allocate(height * (1 + rowBytes));
    for (int y = 0; y < height; y++) {
      rows.put((byte) 0).put(pixels, y * rowBytes, rowBytes);
    }
    return rows.array();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    ByteBuffer chunk = ByteBuffer.allocate(3 * Integer.BYTES + data.length);
    chunk.putInt(data.length).put(name).put(data).putInt((int) check.getValue());
    file.writeBytes(chunk.array());
  }
}
