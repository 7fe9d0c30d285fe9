package io.edgeflow.data.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file (ISO/IEC 15948): all there, with their checksums, of one image with at
 * most 8 bits a sample.
 */
final class PngFile {
  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int AROUND = 12;
  private static final int DEPTH_AT = 8;
  private static final int MAX_DEPTH = 8;

  private PngFile() {}

  static boolean isOne(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Looks at every chunk: its length, its type, its data and the checksum of the two.
   *
   * @throws io.edgeflow.core.error.PipelineException for the first that is not right
   */
  static void check(byte[] bytes, String file) {
    ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
    String type = "";
    while (!type.equals("IEND")) {
      int length = in.remaining() < AROUND ? -1 : in.getInt();
      if (length < 0 || length > in.remaining() - AROUND + Integer.BYTES) {
        throw ImageReader.failed("is cut off", file)
            .found(bytes.length + " bytes, without the end of a PNG file")
            .remedy("replace or remove it")
            .build();
      }
      ByteBuffer chunk = in.slice(in.position(), Integer.BYTES + length);
      in.position(in.position() + chunk.remaining());
      type = type(chunk);
      requireSum(chunk, in.getInt(), type, file);
      look(type, chunk, file);
    }
  }

  private static String type(ByteBuffer chunk) {
    byte[] type = new byte[Integer.BYTES];
    chunk.get(0, type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  private static void requireSum(ByteBuffer chunk, int sum, String type, String file) {
    CRC32 found = new CRC32();
    found.update(chunk.duplicate());
    if ((int) found.getValue() != sum) {
      throw ImageReader.failed("is damaged", file)
          .found("a wrong checksum of the chunk " + type)
          .remedy("replace or remove it")
          .build();
    }
  }

  private static void look(String type, ByteBuffer chunk, String file) {
    if (type.equals("acTL")) {
      throw ImageReader.failed("is an animation", file)
          .limit("one image a file")
          .remedy("save its frames as files of their own")
          .build();
    }
    int depth = Integer.BYTES + DEPTH_AT;
    if (type.equals("IHDR") && chunk.limit() > depth && chunk.get(depth) > MAX_DEPTH) {
      throw ImageReader.failed("has too fine samples", file)
          .found(chunk.get(depth) + " bits")
          .limit(MAX_DEPTH + " bits")
          .remedy("convert it to 8 bits, by a scale that suits the data")
          .build();
    }
  }
}
