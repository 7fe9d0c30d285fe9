package io.edgeflow.data.image;

import io.edgeflow.core.error.PipelineException;

/**
 * The segments of a JPEG file (ITU-T T.81): all there to the end marker, of one or three components
 * of 8 bits. What follows the end is not looked at.
 */
final class JpegFile {
  private static final int MARK = 0xFF;
  private static final int END = 0xD9;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;
  private static final int BITS_AT = 2;
  private static final int COMPONENTS_AT = 7;

  private final byte[] bytes;
  private final String file;
  private int at = 2;

  private JpegFile(byte[] bytes, String file) {
    this.bytes = bytes;
    this.file = file;
  }

  static boolean isOne(byte[] bytes) {
    return bytes.length > 2
        && (bytes[0] & MARK) == MARK
        && (bytes[1] & MARK) == 0xD8
        && (bytes[2] & MARK) == MARK;
  }

  /**
   * Walks from marker to marker.
   *
   * @throws PipelineException if the end is missing, or for a frame of another kind
   */
  static void check(byte[] bytes, String file) {
    new JpegFile(bytes, file).walk();
  }

  private void walk() {
    for (int marker = marker(); marker != END; marker = marker()) {
      int length = (at(0) << 8) + at(1);
      if (isFrame(marker)) {
        look(at(BITS_AT), at(COMPONENTS_AT));
      }
      at += length;
    }
  }

  /** The next marker; between the segments, and after a scan's header, lie coded data. */
  private int marker() {
    while (true) {
      if (at(0) != MARK) {
        at++;
      } else if (at(1) == MARK) {
        at++;
      } else {
        int marker = at(1);
        at += 2;
        if (marker != 0 && !(marker >= FIRST_RESTART && marker <= LAST_RESTART)) {
          return marker;
        }
      }
    }
  }

  private int at(int ahead) {
    if (at + ahead >= bytes.length) {
      throw ImageReader.failed("is cut off", file)
          .found(bytes.length + " bytes, without the end of a JPEG file")
          .remedy("replace or remove it")
          .build();
    }
    return bytes[at + ahead] & MARK;
  }

  /** SOF0 to SOF15, but for the three markers of tables among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private void look(int bits, int components) {
    if (bits != 8 || (components != 1 && components != 3)) {
      throw ImageReader.failed("has samples of another form", file)
          .found(components + " channels of " + bits + " bits" + (components == 4 ? " (CMYK)" : ""))
          .limit("1 (gray) or 3 (RGB) channels of 8 bits")
          .remedy("convert it")
          .build();
    }
  }
}
