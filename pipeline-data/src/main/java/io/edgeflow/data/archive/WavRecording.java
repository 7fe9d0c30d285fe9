package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WAV file (RIFF) of integers of 8, 16, 24 or 32 bits, which are given as they are (of 8 bits
 * less 128), or of 32-bit floats.
 */
final class WavRecording implements Recording {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int LEAST_FORMAT = 16;
  private static final int MOST_FORMAT = 1 << 10;
  private static final int SUB_FORMAT_AT = 24;

  private final DataInputStream in;
  private int kind;
  private int channels;
  private int rate;
  private int bits;
  private final long rows;
  private final byte[] bytes;
  private long row;

  /** Reads up to the first row. */
  WavRecording(InputStream file) throws IOException {
    this.in = new DataInputStream(file);
    try {
      in.readInt();
      size();
      if (!"WAVE".equals(word())) {
        throw PipelineException.failed("The recording is RIFF, but no WAV").build();
      }
      long size = data();
      int rowBytes = channels * bits / Byte.SIZE;
      if (kind == 0 || size % rowBytes != 0) {
        throw PipelineException.failed("The WAV has no whole number of rows")
            .found(size + " bytes of " + channels + " channels")
            .build();
      }
      this.rows = size / rowBytes;
      this.bytes = new byte[rowBytes];
    } catch (EOFException e) {
      throw cutOff("its header", e);
    }
  }

  private String word() throws IOException {
    byte[] word = new byte[Integer.BYTES];
    in.readFully(word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  private long size() throws IOException {
    return Integer.reverseBytes(in.readInt()) & 0xFFFF_FFFFL;
  }

  /** Skips to the data, and gives its size. */
  private long data() throws IOException {
    while (true) {
      String chunk = word();
      long size = size();
      if (chunk.equals("data")) {
        return size;
      }
      if (chunk.equals("fmt ")) {
        format(size);
      } else {
        in.skipNBytes(size + size % 2);
      }
    }
  }

  private void format(long size) throws IOException {
    byte[] format = new byte[(int) Math.min(size, MOST_FORMAT)];
    in.readFully(format);
    if (size < LEAST_FORMAT || size > MOST_FORMAT) {
      throw PipelineException.failed("The WAV's header is malformed").found(size).build();
    }
    ByteBuffer fields = ByteBuffer.wrap(format).order(ByteOrder.LITTLE_ENDIAN);
    kind = fields.getShort(0) & 0xFFFF;
    if (kind == EXTENSIBLE && size > SUB_FORMAT_AT + 1) {
      kind = fields.getShort(SUB_FORMAT_AT) & 0xFFFF;
    }
    channels = fields.getShort(2) & 0xFFFF;
    rate = fields.getInt(4);
    bits = fields.getShort(14) & 0xFFFF;
    boolean known =
        (kind == PCM && bits > 0 && bits <= 32 && bits % Byte.SIZE == 0)
            || (kind == FLOAT && bits == Float.SIZE);
    if (!known || channels == 0) {
      throw PipelineException.failed("The WAV has a form that is not read")
          .found("format " + kind + " of " + bits + " bits, " + channels + " channels")
          .limit("integers of 8, 16, 24 or 32 bits, or 32-bit floats")
          .build();
    }
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int rate() {
    return rate;
  }

  @Override
  public String next(double[] values) throws IOException {
    if (row == rows) {
      return END;
    }
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      throw cutOff("row " + (row + 1) + " of " + rows, e);
    }
    row++;
    for (int i = 0; i < channels; i++) {
      values[i] = value(i * bits / Byte.SIZE);
      if (!Double.isFinite(values[i])) {
        return "row " + row + " has " + values[i] + ", which is no number";
      }
    }
    return "";
  }

  private double value(int at) {
    if (bits == Byte.SIZE) {
      return (bytes[at] & 0xFF) - 128;
    }
    int value = 0;
    for (int i = 0; i < bits / Byte.SIZE; i++) {
      value |= (bytes[at + i] & 0xFF) << (Integer.SIZE - bits + Byte.SIZE * i);
    }
    return kind == FLOAT ? Float.intBitsToFloat(value) : value >> (Integer.SIZE - bits);
  }

  private static PipelineException cutOff(String in, EOFException cause) {
    return PipelineException.failed("The WAV is cut off")
        .found("the end of the file within " + in)
        .cause(cause)
        .build();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
